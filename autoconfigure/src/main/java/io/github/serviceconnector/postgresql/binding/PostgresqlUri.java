package io.github.serviceconnector.postgresql.binding;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * libpq's connection URIs. <pre>
 * uri       = ( "postgresql" | "postgres" ) "://" [ user [ ":" password ] "@" ] [ servers ]
 *             [ "/" [ database ] ] [ "?" [ parameter *( "&amp;" parameter ) ] ]
 * servers   = server *( "," server )
 * server    = [ host | "[" IPv6 address "]" ] [ ":" [ port ] ]
 * parameter = keyword "=" value
 * </pre> All parts are percent-encoded UTF-8, and {@code +} is a plus sign. Parameters
 * are libpq's keywords, with {@code ssl=true} beside them; what the path and the
 * authority leave out, they may give. Blanks around the URI are no part of it, and inside
 * they are an error, as in libpq since version 18.
 *
 * @see <a href=
 * "https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS">
 * libpq's documentation</a>
 */
final class PostgresqlUri {

	private final Setting setting;

	private final String text;

	private final int end;

	private final Translation translation;

	private PostgresqlUri(Setting setting) {
		this.setting = setting;
		this.text = setting.value();
		this.end = this.text.stripTrailing().length();
		this.translation = new Translation(setting, Grammar.URI);
	}

	/**
	 * Returns whether a string is a URI of libpq's.
	 * @param text the string
	 * @return {@code true} if it begins like one, well formed or not
	 */
	static boolean matches(String text) {
		return text.startsWith("postgresql://") || text.startsWith("postgres://");
	}

	static ConnectionString parse(Setting setting) {
		return new PostgresqlUri(setting).parse();
	}

	private ConnectionString parse() {
		for (int index = this.text.indexOf("://"); index < this.end; index++) {
			if (Character.isWhitespace(this.text.charAt(index))) {
				throw malformed("has a blank (encode it as %20)", index);
			}
		}
		int authority = this.text.indexOf("://") + 3;
		int at = find(authority, "@/");
		boolean credentials = at < this.end && this.text.charAt(at) == '@';
		if (credentials) {
			credentials(authority, at);
		}
		int path = servers(credentials ? at + 1 : authority);
		int query = find(path, "?");
		if (path < query) {
			add("dbname", path + 1, query);
		}
		for (QueryParameter parameter : QueryParameter.split(this.text, query, this.end)) {
			parameter(parameter);
		}
		return this.translation.toConnectionString();
	}

	private void credentials(int start, int at) {
		int colon = Math.min(find(start, ":"), at);
		add("user", start, colon);
		if (colon < at) {
			this.translation.add(new Pair("password", decode(colon + 1, at), colon + 1, colon, at));
		}
	}

	private int servers(int start) {
		StringBuilder hosts = new StringBuilder();
		StringBuilder ports = new StringBuilder();
		int index = start - 1;
		do {
			int from = index + 1;
			hosts.append((from > start) ? "," : "");
			ports.append((from > start) ? "," : "");
			index = host(from, hosts);
			if (index < this.end && this.text.charAt(index) == ':') {
				int port = index + 1;
				index = find(port, ",/?");
				ports.append(decode(port, index));
			}
		}
		while (index < this.end && this.text.charAt(index) == ',');
		this.translation.add(new Pair("host", hosts.toString(), start, start, start));
		// Without any, a parameter may give one for all
		if (!ports.toString().replace(",", "").isEmpty()) {
			this.translation.add(new Pair("port", ports.toString(), start, start, start));
		}
		return index;
	}

	private int host(int start, StringBuilder hosts) {
		if (start == this.end || this.text.charAt(start) != '[') {
			int stop = find(start, ":,/?");
			hosts.append(decode(start, stop));
			return stop;
		}
		int close = find(start, "]");
		if (close == this.end) {
			throw malformed("opens an IPv6 address with '[' and does not close it", start);
		}
		if (find(close + 1, ":,/?") != close + 1) {
			throw malformed("has text between an IPv6 address and its port", close + 1);
		}
		hosts.append(decode(start + 1, close));
		return close + 1;
	}

	private void parameter(QueryParameter parameter) {
		int equals = this.text.indexOf('=', parameter.position());
		int stop = parameter.position() + parameter.text().length();
		if (equals < 0 || equals >= stop) {
			throw malformed("has a parameter without '='", parameter.position());
		}
		this.translation.add(parameter.toPair(decode(parameter.position(), equals), decode(equals + 1, stop)));
	}

	private void add(String keyword, int from, int to) {
		this.translation.add(new Pair(keyword, decode(from, to), from, from, to));
	}

	private int find(int from, String characters) {
		int index = from;
		while (index < this.end && characters.indexOf(this.text.charAt(index)) < 0) {
			index++;
		}
		return index;
	}

	private String decode(int from, int to) {
		String encoded = this.text.substring(from, to);
		if (encoded.indexOf('%') < 0) {
			return encoded;
		}
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		int plain = from;
		for (int percent = find(from, "%"); percent < to; percent = find(plain, "%")) {
			bytes.writeBytes(this.text.substring(plain, percent).getBytes(StandardCharsets.UTF_8));
			plain = percent + 3;
			bytes.write(octet(percent, to));
		}
		bytes.writeBytes(this.text.substring(plain, to).getBytes(StandardCharsets.UTF_8));
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
		}
		catch (CharacterCodingException ex) {
			throw malformed("percent-encodes what is not UTF-8", from);
		}
	}

	private int octet(int percent, int to) {
		int high = (percent + 2 < to) ? Character.digit(this.text.charAt(percent + 1), 16) : -1;
		int low = (percent + 2 < to) ? Character.digit(this.text.charAt(percent + 2), 16) : -1;
		if (high < 0 || low < 0) {
			throw malformed("has a '%' without two hexadecimal digits", percent);
		}
		if (high + low == 0) {
			throw malformed("has a NUL character", percent);
		}
		return high * 16 + low;
	}

	private InvalidSettingException malformed(String rule, int index) {
		return Malformed.at(this.setting, rule, index, Grammar.URI.expected());
	}

}
