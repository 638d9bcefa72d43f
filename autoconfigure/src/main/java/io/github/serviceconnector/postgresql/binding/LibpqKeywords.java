package io.github.serviceconnector.postgresql.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.serviceconnector.postgresql.binding.Keywords.Keyword;

/**
 * libpq's keyword/value connection strings. <pre>
 * string = *blank *( keyword *blank "=" *blank value *blank )
 * value  = *( character | "\" any ) | "'" *( character | "\" any ) "'"
 * </pre> A value without quotes ends at a blank. It may be empty only at the end: in
 * {@code password= host=db} libpq takes {@code host=db} for the password, which nobody
 * means, so it is an error here. Keywords are written in lower case.
 *
 * @see <a href=
 * "https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE">
 * libpq's documentation</a>
 */
final class LibpqKeywords {

	private static final Set<String> SERVER = Set.of(Keywords.HOST, Keywords.HOST_ADDRESS, Keywords.PORT);

	private final Setting setting;

	private final String text;

	private final List<Pair> pairs = new ArrayList<>();

	private int index;

	private int end;

	private LibpqKeywords(Setting setting) {
		this.setting = setting;
		this.text = setting.value();
	}

	static ConnectionString parse(Setting setting) {
		Translation translation = new Translation(setting, Grammar.LIBPQ);
		new LibpqKeywords(setting).read().forEach(translation::add);
		return translation.toConnectionString();
	}

	/**
	 * Returns whether a string makes sense in this grammar, though it has semicolons:
	 * they stand in its values, and none of them in a server's name.
	 * @param setting the setting whose value is the string
	 * @return {@code true} if all keywords are libpq's and one of them names a host
	 */
	static boolean fits(Setting setting) {
		boolean host = false;
		try {
			for (Pair pair : new LibpqKeywords(setting).read()) {
				Keyword keyword = Keywords.LIBPQ.find(pair.keyword());
				if (keyword == null) {
					return false;
				}
				boolean server = keyword.property() != null && SERVER.contains(keyword.property());
				if (server && pair.value().indexOf(';') >= 0) {
					return false;
				}
				host |= server && !Keywords.PORT.equals(keyword.property());
			}
		}
		catch (InvalidSettingException ex) {
			return false;
		}
		return host;
	}

	private List<Pair> read() {
		skipBlanks();
		while (this.index < this.text.length()) {
			this.pairs.add(pair());
		}
		return this.pairs;
	}

	private Pair pair() {
		int start = this.index;
		while (this.index < this.text.length() && !isBlank(current()) && current() != '=') {
			this.index++;
		}
		String keyword = this.text.substring(start, this.index);
		skipBlanks();
		if (this.index == this.text.length() || current() != '=') {
			throw malformed("has a word without '='", start);
		}
		if (keyword.isEmpty()) {
			throw malformed("has no keyword before '='", start);
		}
		int equals = this.index++;
		skipBlanks();
		if (this.index > equals + 1 && startsPair()) {
			throw malformed("has no value behind '=' (an empty one is written '')", equals);
		}
		String value = value();
		int previousEnd = this.end;
		this.end = this.index;
		skipBlanks();
		// The blanks that part a pair from the next go with it, for the last pair those
		// before
		return (this.index < this.text.length()) ? new Pair(keyword, value, start, start, this.index)
				: new Pair(keyword, value, start, previousEnd, this.end);
	}

	private boolean startsPair() {
		int end = this.index;
		while (end < this.text.length()
				&& (Character.isLetter(this.text.charAt(end)) || this.text.charAt(end) == '_')) {
			end++;
		}
		String word = this.text.substring(this.index, end);
		while (end < this.text.length() && isBlank(this.text.charAt(end))) {
			end++;
		}
		return end < this.text.length() && this.text.charAt(end) == '=' && Keywords.LIBPQ.find(word) != null;
	}

	private String value() {
		int start = this.index;
		boolean quoted = start < this.text.length() && current() == '\'';
		StringBuilder value = new StringBuilder();
		for (this.index += quoted ? 1 : 0; this.index < this.text.length(); this.index++) {
			char c = current();
			if (quoted ? (c == '\'') : isBlank(c)) {
				this.index += quoted ? 1 : 0;
				return value.toString();
			}
			if (c != '\\') {
				value.append(c);
			}
			else if (++this.index < this.text.length()) {
				value.append(current());
			}
			else {
				throw malformed("ends with a backslash that stands before nothing", this.index - 1);
			}
		}
		if (quoted) {
			throw malformed("opens a quote and does not close it", start);
		}
		return value.toString();
	}

	private void skipBlanks() {
		while (this.index < this.text.length() && isBlank(current())) {
			this.index++;
		}
	}

	private char current() {
		return this.text.charAt(this.index);
	}

	private static boolean isBlank(char c) {
		return c == ' ' || (c >= '\t' && c <= '\r');
	}

	private InvalidSettingException malformed(String rule, int index) {
		return Malformed.at(this.setting, rule, index, Grammar.LIBPQ.expected());
	}

}
