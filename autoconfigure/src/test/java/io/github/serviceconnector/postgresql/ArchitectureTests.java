package io.github.serviceconnector.postgresql;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;

/**
 * The rules of the house, executed.
 */
class ArchitectureTests {

	private static final String BASE = "io.github.serviceconnector.postgresql";

	private final JavaClasses classes = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(BASE);

	@Test
	void packagesHaveNoCycles() {
		SlicesRuleDefinition.slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(this.classes);
	}

	@Test
	void dependenciesPointOneWay() {
		Architectures.layeredArchitecture()
			.consideringOnlyDependenciesInAnyPackage(BASE + "..")
			.layer("binding")
			.definedBy(BASE + ".binding")
			.layer("identity")
			.definedBy(BASE + ".identity")
			.layer("decision")
			.definedBy(BASE + ".decision")
			.layer("environment")
			.definedBy(BASE + ".environment")
			.layer("jdbc")
			.definedBy(BASE + ".jdbc")
			.layer("r2dbc")
			.definedBy(BASE + ".r2dbc")
			.layer("diagnostics")
			.definedBy(BASE + ".diagnostics")
			.layer("doctor")
			.definedBy(BASE + ".doctor")
			.layer("actuate")
			.definedBy(BASE + ".actuate")
			.whereLayer("actuate")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("doctor")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("diagnostics")
			.mayOnlyBeAccessedByLayers("jdbc", "r2dbc", "doctor", "actuate")
			.whereLayer("r2dbc")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("jdbc")
			.mayOnlyBeAccessedByLayers("r2dbc", "doctor", "actuate")
			.whereLayer("environment")
			.mayOnlyBeAccessedByLayers("jdbc", "diagnostics", "doctor")
			.whereLayer("decision")
			.mayOnlyBeAccessedByLayers("environment", "jdbc", "r2dbc", "diagnostics", "doctor", "actuate")
			.whereLayer("identity")
			.mayOnlyBeAccessedByLayers("decision", "jdbc", "r2dbc", "diagnostics", "doctor", "actuate")
			.check(this.classes);
	}

	@Test
	void parsersAndDecisionAreFreeOfSpring() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAnyPackage(BASE + ".binding", BASE + ".decision")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework..")
			.because("a parser takes strings and gives a record; the environment package reads Spring's environment")
			.check(this.classes);
	}

	@Test
	void onlyOnePlaceNamesAzureIdentity() {
		ArchRuleDefinition.noClasses()
			.that()
			.haveSimpleNameNotContaining("AzureIdentityTokenSource")
			.and()
			.haveSimpleNameNotStartingWith("OfBean")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("com.azure..", "com.microsoft..")
			.because("whoever asks the documented endpoint must not load azure-identity")
			.check(this.classes);
	}

	@Test
	void onlyR2dbcAndAzureIdentityNameReactor() {
		ArchRuleDefinition.noClasses()
			.that()
			.haveSimpleNameNotContaining("AzureIdentityTokenSource")
			.and()
			.haveSimpleNameNotStartingWith("OfR2dbc")
			.and()
			.resideOutsideOfPackage(BASE + ".r2dbc")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("reactor..", "io.r2dbc..")
			.because("an application that uses JDBC alone has neither, or need not load it")
			.check(this.classes);
	}

	@Test
	void onlyActuateNamesActuatorAndMicrometer() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(BASE + ".actuate")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.boot.actuate..", "org.springframework.boot.health..",
					"org.springframework.boot.micrometer..", "io.micrometer..")
			.because("an application has them or not, and the login must not notice")
			.check(this.classes);
	}

	@Test
	void beanMethodsAreNotPublic() {
		ArchRuleDefinition.methods()
			.that()
			.areAnnotatedWith(Bean.class)
			.should()
			.notHaveModifier(JavaModifier.PUBLIC)
			.because("beans are not called by hand")
			.check(this.classes);
	}

}
