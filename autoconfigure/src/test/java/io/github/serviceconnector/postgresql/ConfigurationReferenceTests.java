package io.github.serviceconnector.postgresql;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import io.github.serviceconnector.postgresql.binding.LayeredSettings;
import io.github.serviceconnector.postgresql.binding.Setting;
import io.github.serviceconnector.postgresql.binding.Settings;
import io.github.serviceconnector.postgresql.decision.ConnectionChoice;
import io.github.serviceconnector.postgresql.identity.ProxyChoice;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.io.UrlResource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the configuration metadata, and the reference that is written from it, against
 * the names that the code asks for.
 */
class ConfigurationReferenceTests {

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	private static final Pattern PROPERTY = Pattern.compile("(spring|serviceconnector)\\..*");

	@Test
	void referenceIsWrittenFromTheMetadata() throws IOException {
		List<Map<String, Object>> properties = properties(ownMetadata());
		assertThat(properties).hasSizeGreaterThan(20)
			.allSatisfy((property) -> assertThat(property).containsKeys("name", "type", "description"));
		String reference = """
				# Configuration

				Each property that the starter reads and that is not Spring Boot's own, from the metadata that an IDE \
				shows. [Bindings](bindings.md) has the variables of Service Connector. The table is written by \
				`ConfigurationReferenceTests`.

				| property | type | default | |
				|---|---|---|---|
				""" + properties.stream()
			.sorted(Comparator.comparing((property) -> String.valueOf(property.get("name"))))
			.map(ConfigurationReferenceTests::row)
			.collect(Collectors.joining());
		Files.writeString(Path.of("target", "configuration.md"), reference);
		assertThat(Path.of("../docs/configuration.md")).as("copy target/configuration.md to docs/")
			.hasContent(reference);
	}

	@Test
	void everyNameThatIsAskedForIsDescribed() throws IOException {
		// Agroal's own starter describes it, which is not on this class path
		Set<String> described = new TreeSet<>(Set.of("spring.datasource.agroal.password"));
		for (URL metadata : Collections.list(getClass().getClassLoader().getResources(METADATA))) {
			// In an application without Spring Cloud Azure nobody else describes its
			// names
			if (!metadata.toString().contains("spring-cloud-azure")) {
				String json = new UrlResource(metadata).getContentAsString(StandardCharsets.UTF_8);
				properties(json).forEach((property) -> described.add(String.valueOf(property.get("name"))));
			}
		}
		Set<String> asked = asked();
		assertThat(asked).hasSizeGreaterThan(15);
		assertThat(asked).allSatisfy((name) -> assertThat(described.contains(name)).as(name).isTrue());
	}

	private static Set<String> asked() {
		Set<String> asked = new TreeSet<>();
		String url = "jdbc:postgresql://db.postgres.database.azure.com/app";
		for (String given : List.of("client-secret", "client-certificate-path", "managed-identity-enabled")) {
			Settings settings = recording(asked, new LayeredSettings().below(Map.of("spring.datasource.url", url,
					"spring.datasource.username", "app", "spring.datasource.azure.passwordless-enabled", "true",
					"spring.datasource.azure.credential." + given, "true",
					"spring.datasource.azure.credential.client-id", "7f3e", "spring.datasource.azure.profile.tenant-id",
					"72f9", "spring.cloud.azure.proxy.hostname", "proxy", "spring.cloud.azure.proxy.port", "3128")));
			ConnectionChoice.decide(settings, Binder.get(new MockEnvironment())
				.bindOrCreate("serviceconnector.postgresql", ServiceConnectorPostgresqlProperties.class));
			ProxyChoice.choose(settings);
		}
		return asked;
	}

	private static Settings recording(Set<String> asked, Settings settings) {
		return new Settings() {

			@Override
			public List<Setting> all(String name) {
				if (PROPERTY.matcher(name).matches()) {
					asked.add(name);
				}
				return settings.all(name);
			}

			@Override
			public List<Setting> matching(Pattern pattern) {
				return settings.matching(pattern);
			}

		};
	}

	private static String row(Map<String, Object> property) {
		Object value = property.get("defaultValue");
		return "| `%s` | %s | %s | %s%s |\n".formatted(property.get("name"), type(String.valueOf(property.get("type"))),
				(value == null || value.equals("")) ? "" : "`" + value + "`", described(property),
				deprecated(property));
	}

	private static String type(String type) {
		Class<?> javaType = ClassUtils.isPresent(type, null) ? ClassUtils.resolveClassName(type, null) : null;
		if (javaType != null && javaType.isEnum()) {
			return Stream.of(javaType.getEnumConstants())
				.map((constant) -> "`" + constant.toString().toLowerCase(Locale.ROOT).replace('_', '-') + "`")
				.collect(Collectors.joining(", "));
		}
		return type.replaceAll("[a-zA-Z]\\w*[.$]", "").replace("<", "\\<");
	}

	private static String described(Map<String, Object> property) {
		String description = String.valueOf(property.get("description")).replaceAll("'([^']+)'", "`$1`");
		String sentence = StringUtils.capitalize(description);
		return sentence.replace("|", "\\|") + (sentence.endsWith(".") ? "" : ".");
	}

	private static String deprecated(Map<String, Object> property) {
		return (property.get("deprecation") instanceof Map<?, ?> deprecation)
				? " Deprecated: use `" + deprecation.get("replacement") + "`." : "";
	}

	private static String ownMetadata() throws IOException {
		return Files.readString(Path.of("target/classes", METADATA));
	}

	private static List<Map<String, Object>> properties(String metadata) {
		return JsonPath.read(metadata, "$.properties");
	}

}
