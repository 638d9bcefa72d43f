package io.github.serviceconnector.postgresql.conformance;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The client types of Service Connector, each with the variables that it leaves behind.
 */
enum ClientType {

	SPRINGBOOT {

		@Override
		Map<String, String> variables(Target target) {
			Map<String, String> variables = of("spring.datasource.url", target.jdbcUrl(), "spring.datasource.username",
					target.user());
			if (target.password() != null) {
				variables.put("spring.datasource.password", target.password());
			}
			else {
				variables.put("spring.datasource.azure.passwordless-enabled", "true");
			}
			return variables;
		}

	},

	JAVA {

		@Override
		Map<String, String> variables(Target target) {
			return of("AZURE_POSTGRESQL_CONNECTIONSTRING",
					target.jdbcUrl() + "&user=" + target.user() + target.password("&password=%s"));
		}

	},

	DOTNET {

		@Override
		Map<String, String> variables(Target target) {
			return of("AZURE_POSTGRESQL_CONNECTIONSTRING",
					"Server=%s;Database=%s;Port=%d;Ssl Mode=Require;User Id=%s;".formatted(target.host(),
							target.database(), target.port(), target.user()) + target.password("Password=%s;"));
		}

	},

	PYTHON {

		@Override
		Map<String, String> variables(Target target) {
			return of("AZURE_POSTGRESQL_CONNECTIONSTRING",
					"dbname=%s host=%s port=%d sslmode=require user=%s".formatted(target.database(), target.host(),
							target.port(), target.user()) + target.password(" password=%s"));
		}

	},

	DJANGO {

		@Override
		Map<String, String> variables(Target target) {
			return withPassword(target, of("AZURE_POSTGRESQL_NAME", target.database(), "AZURE_POSTGRESQL_HOST",
					target.host(), "AZURE_POSTGRESQL_USER", target.user()));
		}

	},

	GO {

		@Override
		Map<String, String> variables(Target target) {
			return of("AZURE_POSTGRESQL_CONNECTIONSTRING", "host=%s dbname=%s sslmode=require user=%s"
				.formatted(target.host(), target.database(), target.user()) + target.password(" password=%s"));
		}

	},

	NODEJS {

		@Override
		Map<String, String> variables(Target target) {
			return withPassword(target,
					of("AZURE_POSTGRESQL_HOST", target.host(), "AZURE_POSTGRESQL_USER", target.user(),
							"AZURE_POSTGRESQL_DATABASE", target.database(), "AZURE_POSTGRESQL_PORT",
							String.valueOf(target.port()), "AZURE_POSTGRESQL_SSL", "true"));
		}

	},

	PHP {

		@Override
		Map<String, String> variables(Target target) {
			return RUBY.variables(target);
		}

	},

	RUBY {

		@Override
		Map<String, String> variables(Target target) {
			return of("AZURE_POSTGRESQL_CONNECTIONSTRING",
					"host=%s port=%d dbname=%s sslmode=require user=%s".formatted(target.host(), target.port(),
							target.database(), target.user()) + target.password(" password=%s"));
		}

	},

	NONE {

		@Override
		Map<String, String> variables(Target target) {
			return withPassword(target,
					of("AZURE_POSTGRESQL_HOST", target.host(), "AZURE_POSTGRESQL_PORT", String.valueOf(target.port()),
							"AZURE_POSTGRESQL_DATABASE", target.database(), "AZURE_POSTGRESQL_USERNAME", target.user(),
							"AZURE_POSTGRESQL_SSL", "true"));
		}

	};

	abstract Map<String, String> variables(Target target);

	private static Map<String, String> of(String... namesAndValues) {
		Map<String, String> variables = new LinkedHashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			variables.put(namesAndValues[i], namesAndValues[i + 1]);
		}
		return variables;
	}

	private static Map<String, String> withPassword(Target target, Map<String, String> variables) {
		if (target.password() != null) {
			variables.put("AZURE_POSTGRESQL_PASSWORD", target.password());
		}
		return variables;
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
