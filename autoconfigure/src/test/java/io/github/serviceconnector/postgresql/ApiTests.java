package io.github.serviceconnector.postgresql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds {@code docs/api.md}, the list of what users may name, against the code.
 */
class ApiTests {

	private static final String BASE = "io.github.serviceconnector.postgresql";

	private static final String LOCAL = BASE + ".local";

	private static final Pattern ROW = Pattern.compile("(?m)^\\| `(" + BASE.replace(".", "\\.") + "[\\w.]+)` \\|");

	private final JavaClasses classes = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(BASE);

	private final Set<String> api = api();

	@Test
	void listHasTheTypesThatArePublicForUsers() {
		Set<String> types = this.classes.stream()
			.filter((type) -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
			.filter((type) -> type.getPackageName().equals(BASE) || type.getPackageName().equals(LOCAL))
			.map(JavaClass::getName)
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(this.api).containsAll(types);
		assertThat(ofApplications()).hasSizeGreaterThan(2).hasSizeLessThan(15);
	}

	@Test
	void methodsOfTheApiNameNothingElseOfOurs() {
		List<String> hidden = this.api.stream()
			.flatMap((name) -> this.classes.get(name).getMethods().stream())
			.filter((method) -> method.getModifiers().contains(JavaModifier.PUBLIC)
					&& !method.getModifiers().contains(JavaModifier.SYNTHETIC))
			.flatMap((method) -> named(method).filter(this::isInternal)
				.map((type) -> method.getFullName() + " names " + type.getName()))
			.toList();
		assertThat(hidden).isEmpty();
	}

	@Test
	void releaseComparesTheWholeList() throws IOException {
		String pom = Files.readString(Path.of("../pom.xml"));
		for (String type : this.api) {
			String packageName = type.substring(0, type.lastIndexOf('.'));
			assertThat(pom).satisfiesAnyOf((text) -> assertThat(text).contains("<include>" + type + "</include>"),
					(text) -> assertThat(text).contains("<include>" + packageName + "</include>"));
		}
	}

	private static Stream<JavaClass> named(JavaMethod method) {
		return Stream.concat(Stream.of(method.getRawReturnType().getBaseComponentType()),
				Stream.concat(method.getRawParameterTypes().stream().map(JavaClass::getBaseComponentType),
						method.getExceptionTypes().stream().map((type) -> type.toErasure().getBaseComponentType())));
	}

	private boolean isInternal(JavaClass type) {
		return type.getName().startsWith(BASE)
				&& this.api.stream().noneMatch((name) -> type.getName().replaceAll("\\$.*", "").equals(name));
	}

	private List<String> ofApplications() {
		return this.api.stream().filter((name) -> !name.startsWith(LOCAL)).toList();
	}

	private static Set<String> api() {
		try {
			return ROW.matcher(Files.readString(Path.of("../docs/api.md")))
				.results()
				.map((row) -> row.group(1))
				.collect(Collectors.toCollection(TreeSet::new));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
