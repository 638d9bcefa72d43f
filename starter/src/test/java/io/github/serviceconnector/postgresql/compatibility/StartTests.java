package io.github.serviceconnector.postgresql.compatibility;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

import javax.sql.DataSource;

import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.JdbcUserDetailsManager;
import org.springframework.security.provisioning.UserDetailsManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the ways in which an application starts.
 */
class StartTests {

	@RegisterExtension
	static LocalAzureExtension azure = BoundApplication.azure;

	@RegisterExtension
	static final CompatibilityTable table = CompatibilityTable.of("Ways to start");

	@Test
	void dataSourceWhenAPostProcessorWantsItEarlyIsPasswordless() {
		try (ConfigurableApplicationContext context = BoundApplication.as("aad_early").run(Early.class)) {
			assertThat(context.getBean(EarlyPostProcessor.class).user).isEqualTo("aad_early");
			assertThat(BoundApplication.currentUser(context)).isEqualTo("aad_early");
			table.works("a `DataSource` that a `BeanPostProcessor` wants", BeanPostProcessor.class, "");
		}
	}

	@Test
	void usersOfSpringSecurityAreRead() {
		try (ConfigurableApplicationContext context = BoundApplication.as("aad_security")
			.with("security", "servlet", "tomcat", "web.server", "webmvc")
			.set("spring.sql.init.mode", "always")
			.set("spring.sql.init.schema-locations", "classpath:db/users.sql")
			.onTheWeb()
			.run(Users.class)) {
			assertThat(context.getBean(UserDetailsService.class).loadUserByUsername("ada").getAuthorities()).hasSize(1);
			table.works("Spring Security, `JdbcUserDetailsManager`", UserDetailsManager.class,
					"in a web application with its filters");
		}
	}

	@Test
	void startAsksForNoClassOfAzures() {
		Set<String> asked = ConcurrentHashMap.newKeySet();
		ClassLoader recording = new ClassLoader(getClass().getClassLoader()) {

			@Override
			protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
				asked.add(name);
				return super.loadClass(name, resolve);
			}

		};
		try (ConfigurableApplicationContext context = BoundApplication.as("aad_light")
			.builder()
			.resourceLoader(new DefaultResourceLoader(recording))
			.run()) {
			assertThat(BoundApplication.currentUser(context)).isEqualTo("aad_light");
		}
		assertThat(asked).contains("org.postgresql.Driver").noneMatch((name) -> name.startsWith("com.azure."));
	}

	@Test
	void startWhenLazyLogsInWhenTheDataSourceIsWanted() {
		try (ConfigurableApplicationContext context = BoundApplication.as("aad_lazy")
			.set("spring.main.lazy-initialization", "true")
			.run()) {
			assertThat(context.getBeanFactory().containsSingleton("dataSource")).isFalse();
			assertThat(BoundApplication.currentUser(context)).isEqualTo("aad_lazy");
			table.works("lazy initialization", SpringApplication.class, "`spring.main.lazy-initialization=true`");
		}
	}

	@Test
	void startWhenBeansAreMadeInTheBackgroundLogsIn() {
		try (ConfigurableApplicationContext context = BoundApplication.as("aad_background").run(Background.class)) {
			assertThat(context.getBean("reader", String.class)).startsWith("aad_background on bootstrap");
			table.works("beans made in the background", Bean.class, "`@Bean(bootstrap = BACKGROUND)`");
		}
	}

	@Test
	void childContextUsesItsParentsDataSource() {
		BoundApplication application = BoundApplication.as("aad_parent");
		try (ConfigurableApplicationContext child = application.builder()
			.child(Child.class)
			.web(WebApplicationType.NONE)
			.run()) {
			ApplicationContext parent = Objects.requireNonNull(child.getParent());
			assertThat(child.getBean("reader", String.class)).isEqualTo("aad_parent");
			assertThat(child.getBean(DataSource.class)).isSameAs(parent.getBean(DataSource.class));
			table.works("parent and child contexts", SpringApplication.class, "the parent's `DataSource`");
		}
	}

	@Test
	void twoContextsLogInAsTwoIdentities() {
		try (ConfigurableApplicationContext first = BoundApplication.as("aad_first").run();
				ConfigurableApplicationContext second = BoundApplication.as("aad_second").run()) {
			assertThat(BoundApplication.currentUser(first)).isEqualTo("aad_first");
			assertThat(BoundApplication.currentUser(second)).isEqualTo("aad_second");
			table.works("two contexts with two identities", ApplicationContext.class, "");
		}
	}

	@Test
	void restartByDevToolsLogsInAgain() throws IOException, InterruptedException {
		ProcessBuilder java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
				RestartedApplication.class.getName())
			.redirectErrorStream(true);
		java.environment().clear();
		BoundApplication.as("aad_restarted")
			.set("spring.main.web-application-type", "none")
			.variables()
			.forEach((name, value) -> java.environment().put(name, value.toString()));
		Process process = java.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isZero();
		assertThat(output.lines().filter((line) -> line.startsWith("Logged in"))).as(output)
			.hasSize(2)
			.containsOnly("Logged in as aad_restarted with 1 driver, from RestartClassLoader");
		table.works("DevTools, restart", Restarter.class, "one driver, whatever the number of restarts");
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void loginWhenVirtualThreadsAreOnIsMadeByOne() throws Exception {
		try (ConfigurableApplicationContext context = BoundApplication.as("aad_virtual")
			.set("spring.threads.virtual.enabled", "true")
			.run()) {
			// Boot's executor of virtual threads; its other one is a pool
			SimpleAsyncTaskExecutor executor = context.getBean(SimpleAsyncTaskExecutor.class);
			assertThat(executor.submit(() -> BoundApplication.currentUser(context)).get()).isEqualTo("aad_virtual");
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Early {

		@Bean
		EarlyPostProcessor earlyPostProcessor(DataSource dataSource) {
			return new EarlyPostProcessor(BoundApplication.currentUser(dataSource));
		}

	}

	record EarlyPostProcessor(String user) implements BeanPostProcessor {
	}

	@Configuration(proxyBeanMethods = false)
	static class Users {

		@Bean
		JdbcUserDetailsManager users(DataSource dataSource) {
			return new JdbcUserDetailsManager(dataSource);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Background {

		@Bean
		Executor bootstrapExecutor() {
			return Executors.newSingleThreadExecutor(new CustomizableThreadFactory("bootstrap"));
		}

		@Bean(bootstrap = Bean.Bootstrap.BACKGROUND)
		@DependsOn("dataSource")
		String reader(DataSource dataSource) {
			return BoundApplication.currentUser(dataSource) + " on " + Thread.currentThread().getName();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Child {

		@Bean
		String reader(JdbcClient client) {
			return client.sql("select current_user").query(String.class).single();
		}

	}

}
