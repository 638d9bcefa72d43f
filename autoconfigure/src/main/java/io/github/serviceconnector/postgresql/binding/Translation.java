package io.github.serviceconnector.postgresql.binding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.github.serviceconnector.postgresql.binding.Keywords.Keyword;
import org.jspecify.annotations.Nullable;

/**
 * Gathers keywords and turns them into what pgjdbc knows. A keyword without a value is as
 * good as absent, as all grammars have it, and so is a name of blanks. A keyword that is
 * given twice must have the same value, though each grammar would let the last one win:
 * what nobody can have meant is an error. A keyword that no driver knows is passed over,
 * unless it cannot be one: it is the rest of a value then, which should have been quoted.
 */
final class Translation {

	private static final Set<String> NAMES = Set.of(Keywords.HOST, Keywords.HOST_ADDRESS, Keywords.PORT,
			Keywords.DATABASE, Keywords.USER);

	// What a driver's next version may know
	private static final Pattern UNKNOWN = Pattern.compile("[A-Za-z][A-Za-z0-9_. ]*");

	private final Setting setting;

	private final Grammar grammar;

	private final Map<String, String> properties = new LinkedHashMap<>();

	private final Map<String, Pair> pairs = new HashMap<>();

	private final List<Pair> passwords = new ArrayList<>();

	private final List<String> ignored = new ArrayList<>();

	Translation(Setting setting, Grammar grammar) {
		this.setting = setting;
		this.grammar = grammar;
	}

	/**
	 * Adds a keyword.
	 * @param pair the keyword and its value
	 */
	void add(Pair pair) {
		Keyword keyword = this.grammar.keywords().find(pair.keyword());
		if (keyword == null) {
			if (!UNKNOWN.matcher(pair.keyword()).matches()) {
				throw Malformed.at(this.setting, "has a word before '=' that can be no keyword", pair.position(),
						this.grammar.expected());
			}
			// Not by its name: it may be the rest of a password
			this.ignored.add("the unknown keyword at " + Malformed.place(this.setting, pair.position()));
			return;
		}
		String property = keyword.property();
		if (property == null) {
			this.ignored.add(pair.keyword());
			return;
		}
		if (Keywords.PASSWORD.equals(property)) {
			this.passwords.add(pair);
		}
		if (NAMES.contains(property) ? !pair.value().isBlank() : !pair.value().isEmpty()) {
			String value = check(pair, () -> keyword.values().translate(pair.value()));
			String previous = this.properties.putIfAbsent(property, value);
			if (previous != null && !previous.equals(value)) {
				throw fault(pair, "has a second, different value");
			}
			this.pairs.putIfAbsent(property, pair);
		}
	}

	/**
	 * Puts together what was added.
	 * @return the connection string
	 */
	ConnectionString toConnectionString() {
		List<HostAndPort> servers = servers();
		String database = this.properties.remove(Keywords.DATABASE);
		if (database == null) {
			throw new InvalidSettingException(this.setting, "names no database", this.grammar.addDatabase());
		}
		String user = this.properties.remove(Keywords.USER);
		String password = this.properties.remove(Keywords.PASSWORD);
		secure();
		return new ConnectionString(new JdbcUrl(servers, database, this.properties), user, password,
				Pair.cut(this.setting.value(), this.passwords), this.ignored);
	}

	private List<HostAndPort> servers() {
		String host = this.properties.remove(Keywords.HOST);
		String address = this.properties.remove(Keywords.HOST_ADDRESS);
		String port = this.properties.remove(Keywords.PORT);
		if (host == null && address == null) {
			throw new InvalidSettingException(this.setting, "names no host", this.grammar.addHost());
		}
		List<Integer> ports = (port != null) ? check(pair(Keywords.PORT), () -> Servers.ports(port))
				: List.of(HostAndPort.DEFAULT_PORT);
		if (this.grammar == Grammar.NPGSQL && host != null) {
			int common = check(pair(Keywords.PORT), () -> Servers.join(List.of("localhost"), ports)).get(0).port();
			return check(pair(Keywords.HOST), () -> Servers.withPorts(host, common));
		}
		if (host != null && address != null) {
			// pgjdbc looks the name up, and needs it to verify the certificate
			this.ignored.add(Keywords.HOST_ADDRESS);
		}
		List<String> hosts = (host != null) ? check(pair(Keywords.HOST), () -> Servers.hosts(host))
				: check(pair(Keywords.HOST_ADDRESS), () -> Servers.hosts(String.valueOf(address)));
		return check(pair(Keywords.PORT), () -> Servers.join(hosts, ports));
	}

	private void secure() {
		String ssl = this.properties.remove(Keywords.SSL);
		if (ssl != null) {
			// The mode says more, where there is one
			this.properties.putIfAbsent(Keywords.SSL_MODE, Boolean.parseBoolean(ssl) ? "require" : "disable");
		}
		if (this.grammar == Grammar.NPGSQL || !this.properties.containsKey(Keywords.SSL_ROOT_CERTIFICATE)) {
			return;
		}
		String mode = this.properties.get(Keywords.SSL_MODE);
		if (this.properties.remove(Keywords.SSL_ROOT_CERTIFICATE, "system")) {
			// The operating system's certificates; the JVM's are the nearest
			if (mode != null && !mode.equals("verify-full")) {
				throw fault(pair(Keywords.SSL_MODE), "has a mode that sslrootcert=system does not allow");
			}
			this.properties.put(Keywords.SSL_MODE, "verify-full");
			this.properties.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
		}
		else if ("require".equals(mode)) {
			// libpq verifies with the certificates it is given, pgjdbc only from here on
			this.properties.put(Keywords.SSL_MODE, "verify-ca");
		}
	}

	private @Nullable Pair pair(String property) {
		return this.pairs.get(property);
	}

	private <T> T check(@Nullable Pair pair, Supplier<T> reading) {
		try {
			return reading.get();
		}
		catch (IllegalArgumentException ex) {
			throw fault(pair, String.valueOf(ex.getMessage()));
		}
	}

	private InvalidSettingException fault(@Nullable Pair pair, String rule) {
		if (pair == null) {
			return new InvalidSettingException(this.setting, rule, this.grammar.expected());
		}
		return Malformed.at(this.setting, rule + " in '" + pair.keyword() + "'", pair.position(),
				this.grammar.expected());
	}

}
