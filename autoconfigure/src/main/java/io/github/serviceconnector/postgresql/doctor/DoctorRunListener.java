package io.github.serviceconnector.postgresql.doctor;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.serviceconnector.postgresql.ServiceConnectorPostgresqlProperties;
import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.decision.Decisions;
import io.github.serviceconnector.postgresql.diagnostics.FailureExplanation;
import io.github.serviceconnector.postgresql.doctor.Report.ConnectionReport;
import io.github.serviceconnector.postgresql.environment.EnvironmentSettings;
import io.github.serviceconnector.postgresql.jdbc.TlsWish;
import io.github.serviceconnector.postgresql.jdbc.TokenLeaseFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Lets the doctor come in place of the application, where the command line asks for it:
 * once the environment is complete and decided on, and before any bean is made, so that
 * an application that cannot start has a doctor, too. The process ends then.
 */
final class DoctorRunListener implements SpringApplicationRunListener, Ordered {

	private final @Nullable DoctorCommand command;

	private final PrintStream out = System.out;

	DoctorRunListener(String[] arguments) {
		this.command = DoctorCommand.of(arguments);
	}

	/** Before the listener that sets up logging. */
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void starting(ConfigurableBootstrapContext bootstrapContext) {
		if (this.command != null) {
			// Nothing but the answer may get there
			System.setOut(System.err);
		}
	}

	@Override
	public void environmentPrepared(ConfigurableBootstrapContext bootstrapContext,
			ConfigurableEnvironment environment) {
		if (this.command != null) {
			environment.getPropertySources()
				.addFirst(new MapPropertySource("serviceConnectorPostgresqlDoctor",
						Map.of("spring.main.banner-mode", "off", "logging.threshold.console", "off")));
		}
	}

	@Override
	public void contextPrepared(ConfigurableApplicationContext context) {
		if (this.command == null) {
			return;
		}
		ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
		Decisions decisions = beanFactory.getBean(Decisions.class);
		ServiceConnectorPostgresqlProperties properties = decisions.properties();
		if (this.command.migrate()) {
			Migration migration = MigrationPlanner.plan(new EnvironmentSettings(context.getEnvironment()),
					properties.prefix(), decisions);
			end(this.command.json() ? utf8(MigrationWriter.json(migration)) : terminal(MigrationWriter.text(migration)),
					0);
		}
		else {
			Doctor doctor = new Doctor(
					TlsWish.of(properties, () -> DeclaredSslBundles.of(context, properties.tlsBundle())),
					(decision) -> TokenLeaseFactory.create(beanFactory, decision, properties.token()));
			answer(this.command, doctor.examine(decisions));
		}
	}

	@Override
	public void failed(@Nullable ConfigurableApplicationContext context, Throwable exception) {
		if (this.command != null) {
			Finding finding = Finding.failed("settings", explain(exception));
			answer(this.command, new Report(List.of(new ConnectionReport("", List.of(finding)))));
		}
	}

	private static FailureExplanation explain(Throwable exception) {
		return (exception instanceof InvalidSettingException invalid) ? FailureExplanation.of(invalid)
				: new FailureExplanation(
						"the settings cannot be read: "
								+ Objects.requireNonNullElseGet(exception.getMessage(), exception::toString),
						"Start the application without the doctor: it says more.");
	}

	private void answer(DoctorCommand command, Report report) {
		end(command.json() ? utf8(JsonReport.write(report)) : terminal(new TextReport(charset()).write(report)),
				report.isHealthy() ? 0 : 1);
	}

	private void end(byte[] answer, int exitCode) {
		this.out.writeBytes(answer);
		this.out.flush();
		System.exit(exitCode);
	}

	private static byte[] utf8(String json) {
		return json.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] terminal(String text) {
		return text.getBytes(charset());
	}

	// PrintStream.charset() is Java 18's
	private static Charset charset() {
		return Stream.of("stdout.encoding", "sun.stdout.encoding")
			.map(System::getProperty)
			.filter((name) -> name != null && Charset.isSupported(name))
			.map(Charset::forName)
			.findFirst()
			.orElseGet(Charset::defaultCharset);
	}

}
