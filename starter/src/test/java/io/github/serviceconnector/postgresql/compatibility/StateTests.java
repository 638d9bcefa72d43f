package io.github.serviceconnector.postgresql.compatibility;

import java.util.concurrent.locks.Lock;

import javax.sql.DataSource;

import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;

import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.jdbc.lock.DefaultLockRepository;
import org.springframework.integration.jdbc.lock.JdbcLockRegistry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what keeps its own state in the database.
 */
class StateTests {

	@RegisterExtension
	static LocalAzureExtension azure = BoundApplication.azure;

	@RegisterExtension
	static final CompatibilityTable table = CompatibilityTable.of("State");

	@Test
	void batchKeepsItsJobs() {
		try (ConfigurableApplicationContext context = BoundApplication.as("aad_batch")
			.with("batch")
			.set("spring.batch.jdbc.initialize-schema", "always")
			.run(Batch.class)) {
			assertThat(single(context, "select status from batch_job_execution")).isEqualTo("COMPLETED");
			table.works("Spring Batch", JobRepository.class, "job repository, `initialize-schema=always`");
		}
	}

	@Test
	void sessionsAreKept() {
		try (ConfigurableApplicationContext context = BoundApplication.as("aad_session")
			.with("session", "servlet", "tomcat", "web.server")
			.set("spring.session.jdbc.initialize-schema", "always")
			.onTheWeb()
			.run()) {
			FindByIndexNameSessionRepository<?> sessions = context.getBean(FindByIndexNameSessionRepository.class);
			save(sessions);
			assertThat(single(context, "select principal_name from spring_session")).isEqualTo("ada");
			table.works("Spring Session JDBC", JdbcIndexedSessionRepository.class, "`initialize-schema=always`");
		}
	}

	private static <S extends Session> void save(FindByIndexNameSessionRepository<S> sessions) {
		S session = sessions.createSession();
		session.setAttribute(FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, "ada");
		sessions.save(session);
	}

	@Test
	void quartzKeepsItsJobs() throws Exception {
		try (ConfigurableApplicationContext context = BoundApplication.as("aad_quartz")
			.with("quartz")
			.set("spring.quartz.job-store-type", "jdbc")
			.set("spring.quartz.jdbc.initialize-schema", "always")
			.set("spring.quartz.properties.org.quartz.jobStore.driverDelegateClass",
					"org.quartz.impl.jdbcjobstore.PostgreSQLDelegate")
			.run(Quartz.class)) {
			assertThat(context.getBean(Scheduler.class).getMetaData().isJobStoreSupportsPersistence()).isTrue();
			assertThat(single(context, "select job_name from qrtz_job_details")).isEqualTo("nightly");
			table.works("Quartz", Scheduler.class,
					"`job-store-type=jdbc`, `initialize-schema=always`, `PostgreSQLDelegate`");
		}
	}

	@Test
	void integrationLocks() {
		try (ConfigurableApplicationContext context = BoundApplication.as("aad_locks")
			.with("integration")
			.set("spring.integration.jdbc.initialize-schema", "always")
			.run(Locks.class)) {
			Lock lock = context.getBean(JdbcLockRegistry.class).obtain("nightly");
			assertThat(lock.tryLock()).isTrue();
			assertThat(single(context, "select count(*)::text from int_lock")).isEqualTo("1");
			lock.unlock();
			table.works("Spring Integration JDBC", JdbcLockRegistry.class, "lock registry, `initialize-schema=always`");
		}
	}

	private static String single(ConfigurableApplicationContext context, String sql) {
		return context.getBean(JdbcClient.class).sql(sql).query(String.class).single();
	}

	@Configuration(proxyBeanMethods = false)
	static class Batch {

		@Bean
		org.springframework.batch.core.job.Job job(JobRepository repository) {
			return new org.springframework.batch.core.job.builder.JobBuilder("nightly", repository)
				.start(new StepBuilder("only", repository)
					.tasklet((contribution, chunkContext) -> RepeatStatus.FINISHED)
					.build())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Quartz {

		@Bean
		JobDetail nightly() {
			return JobBuilder.newJob(Nothing.class).withIdentity("nightly").storeDurably().build();
		}

	}

	static class Nothing implements Job {

		@Override
		public void execute(JobExecutionContext context) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Locks {

		@Bean
		DefaultLockRepository lockRepository(DataSource dataSource) {
			return new DefaultLockRepository(dataSource);
		}

		@Bean
		JdbcLockRegistry lockRegistry(DefaultLockRepository lockRepository) {
			return new JdbcLockRegistry(lockRepository);
		}

	}

}
