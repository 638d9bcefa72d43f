package io.github.serviceconnector.postgresql.binding;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A connection that is made up, and written down in any grammar and any of the styles
 * that the grammar leaves open. It shares no code with the parsers.
 *
 * @param hosts the servers' names, IPv6 addresses without brackets
 * @param ports the servers' ports
 * @param database the database
 * @param user the role
 * @param password the password
 * @param applicationName the application's name
 * @param options the options for the server
 */
record WrittenConnection(List<String> hosts, List<Integer> ports, String database, String user,
		@Nullable String password, String applicationName, String options) {

	private static final String[] HOSTS = { "s.postgres.database.azure.com", "localhost", "10.0.0.4", "::1",
			"2001:db8::7", "a_b-c.example", "bücher.example" };

	private static final String[] VALUES = { "app", "user=app&socketFactory=x", "a b", "it's", "say \"hi\"", "a\\b",
			"100%", "%00%41", "a+b", "p@ss:w/rd?#[x]", "line\nbreak\t", " edge ", "a;b=c", "räksmörgås 漢字 😀", "'",
			"\"", "==", "\u00a0", "host=x dbname=y", ";Host=x;" };

	private static final String ALPHABET = "abcXYZ09 _-.~!*'();:@&=+$,/?#[]%\"\\\n\t\r<>{}|^`é漢\u00a0\u0085\u0001";

	static WrittenConnection random(Random random) {
		List<String> hosts = new ArrayList<>();
		List<Integer> ports = new ArrayList<>();
		for (int count = random.nextInt(3); count >= 0; count--) {
			hosts.add(HOSTS[random.nextInt(HOSTS.length)]);
			ports.add(random.nextBoolean() ? 5432 : 1 + random.nextInt(65535));
		}
		return new WrittenConnection(hosts, ports, name(random), name(random),
				(random.nextInt(4) > 0) ? value(random) : null, value(random), value(random));
	}

	private static String name(Random random) {
		String value = value(random);
		return value.isBlank() ? "app" : value;
	}

	private static String value(Random random) {
		if (random.nextInt(3) > 0) {
			return VALUES[random.nextInt(VALUES.length)];
		}
		int length = (random.nextInt(100) > 0) ? 1 + random.nextInt(12) : 10_000;
		return random.ints(length, 0, ALPHABET.length())
			.mapToObj((index) -> String.valueOf(ALPHABET.charAt(index)))
			.collect(Collectors.joining());
	}

	String jdbcUrl(Random random) {
		List<String> parameters = new ArrayList<>();
		parameters.add("user=" + form(this.user));
		parameters.add("ApplicationName=" + form(this.applicationName));
		parameters.add("options=" + form(this.options));
		if (this.password != null) {
			parameters.add("password=" + form(this.password));
		}
		Collections.shuffle(parameters, random);
		return "jdbc:postgresql://" + authority(random) + "/" + form(this.database) + "?"
				+ String.join(random.nextBoolean() ? "&" : "&&", parameters);
	}

	String uri(Random random) {
		List<String> parameters = new ArrayList<>();
		parameters.add("application_name=" + percent(this.applicationName));
		parameters.add("options=" + percent(this.options));
		String credentials = "";
		if (random.nextBoolean()) {
			credentials = percent(this.user) + ((this.password != null) ? ":" + percent(this.password) : "") + "@";
		}
		else {
			parameters.add("user=" + percent(this.user));
			if (this.password != null) {
				parameters.add("password=" + percent(this.password));
			}
		}
		Collections.shuffle(parameters, random);
		return (random.nextBoolean() ? "postgres://" : "postgresql://") + credentials + authority(random) + "/"
				+ percent(this.database) + "?" + String.join("&", parameters);
	}

	String libpq(Random random) {
		List<String> pairs = new ArrayList<>();
		pairs.add("host" + equals(random) + String.join(",", this.hosts));
		pairs.add("port" + equals(random) + this.ports.stream().map(String::valueOf).collect(Collectors.joining(",")));
		pairs.add("dbname" + equals(random) + quotedForLibpq(this.database, random));
		pairs.add("user" + equals(random) + quotedForLibpq(this.user, random));
		pairs.add("application_name" + equals(random) + quotedForLibpq(this.applicationName, random));
		pairs.add("options" + equals(random) + quotedForLibpq(this.options, random));
		if (this.password != null) {
			pairs.add("password" + equals(random) + quotedForLibpq(this.password, random));
		}
		Collections.shuffle(pairs, random);
		return String.join(random.nextBoolean() ? " " : "\n  ", pairs);
	}

	String npgsql(Random random) {
		List<String> pairs = new ArrayList<>();
		pairs.add(any(random, "Host=", "Server = ", "SERVER=") + authority(random));
		pairs.add(any(random, "Database=", "db = ") + quotedForNpgsql(this.database, random));
		pairs.add(any(random, "User Id=", "Username = ", "UserId=", "uid=") + quotedForNpgsql(this.user, random));
		pairs
			.add(any(random, "Application Name=", "ApplicationName =") + quotedForNpgsql(this.applicationName, random));
		pairs.add("Options=" + quotedForNpgsql(this.options, random));
		if (this.password != null) {
			pairs.add(any(random, "Password=", "PWD = ", "psw=") + quotedForNpgsql(this.password, random));
		}
		Collections.shuffle(pairs, random);
		return String.join(any(random, ";", " ; ", ";\n"), pairs) + any(random, "", ";");
	}

	private String authority(Random random) {
		List<String> servers = new ArrayList<>();
		for (int i = 0; i < this.hosts.size(); i++) {
			String host = this.hosts.get(i);
			String port = (this.ports.get(i) == 5432 && random.nextBoolean()) ? "" : ":" + this.ports.get(i);
			servers.add(((host.indexOf(':') >= 0) ? "[" + host + "]" : host) + port);
		}
		return String.join(",", servers);
	}

	private static String equals(Random random) {
		return any(random, "=", " = ", "\t=\n");
	}

	private static String any(Random random, String... choices) {
		return choices[random.nextInt(choices.length)];
	}

	private static String form(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8);
	}

	private static String percent(String value) {
		return form(value).replace("+", "%20");
	}

	private static String quotedForLibpq(String value, Random random) {
		String escaped = value.replace("\\", "\\\\").replace("'", "\\'");
		boolean bare = !escaped.isEmpty() && random.nextBoolean();
		return bare ? escaped.replaceAll("([ \\t-\\r])", "\\\\$1").replace("=", "\\=") : "'" + escaped + "'";
	}

	private static String quotedForNpgsql(String value, Random random) {
		if (value.matches("[A-Za-z0-9._%+@:/?&-]+") && random.nextBoolean()) {
			return value;
		}
		return random.nextBoolean() ? "\"" + value.replace("\"", "\"\"") + "\"" : "'" + value.replace("'", "''") + "'";
	}

}
