package io.github.serviceconnector.postgresql.compatibility;

import java.util.stream.Stream;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.agroal.springframework.boot.AgroalDataSource;
import oracle.ucp.jdbc.PoolDataSource;
import oracle.ucp.jdbc.PoolDataSourceImpl;
import org.apache.commons.dbcp2.BasicDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the same kit over every connection pool that Boot can make.
 */
@ExtendWith({ SharedAzure.class, OutputCaptureExtension.class })
class PoolTests {

	@RegisterExtension
	static final CompatibilityTable table = CompatibilityTable.of("Pools");

	@ParameterizedTest
	@MethodSource("pools")
	void poolWhenBoundLogsInWithATokenAndItsOwnSettings(Pool pool) {
		try (ConfigurableApplicationContext context = application(pool).set(pool.key(pool.sizeKey), 3).run()) {
			DataSource dataSource = context.getBean(DataSource.class);
			assertThat(dataSource).isInstanceOf(pool.type);
			assertThat(pool.size.of(dataSource)).isEqualTo(3);
			assertThat(BoundApplication.currentUser(dataSource)).isEqualTo("aad_pool");
			table.works(pool.title, pool.type, "`spring.datasource.type=" + pool.type.getName() + "`");
		}
		assertThat(SharedAzure.get().identityEndpoint().requests()).hasSize(1);
	}

	@ParameterizedTest
	@MethodSource("pools")
	void poolWhenAPasswordOfItsOwnIsLeftOverDropsIt(Pool pool, CapturedOutput output) {
		try (ConfigurableApplicationContext context = application(pool).set(pool.key("password"), "left-0ver").run()) {
			assertThat(BoundApplication.currentUser(context)).isEqualTo("aad_pool");
			assertThat(context.getEnvironment().getProperty(pool.key("password"))).isNull();
		}
		assertThat(output).contains("The password in '" + pool.key("password") + "' from").doesNotContain("left-0ver");
	}

	@Test
	void poolWhenAgroalIsTheOnlyOneNeedsNoType() {
		ClassLoader agroalOnly = new FilteredClassLoader(HikariDataSource.class,
				org.apache.tomcat.jdbc.pool.DataSource.class, BasicDataSource.class, PoolDataSourceImpl.class);
		try (ConfigurableApplicationContext context = BoundApplication.as("aad_agroal")
			.with("io.agroal")
			.builder()
			.resourceLoader(new DefaultResourceLoader(agroalOnly))
			.run()) {
			assertThat(context.getBean(DataSource.class)).isInstanceOf(AgroalDataSource.class);
			assertThat(BoundApplication.currentUser(context)).isEqualTo("aad_agroal");
		}
	}

	private static BoundApplication application(Pool pool) {
		return BoundApplication.as("aad_pool").with("io.agroal").set("spring.datasource.type", pool.type.getName());
	}

	static Stream<Pool> pools() {
		return Stream.of(
				new Pool("Hikari", HikariDataSource.class, "hikari", "maximum-pool-size",
						(pool) -> ((HikariDataSource) pool).getMaximumPoolSize()),
				new Pool("Tomcat JDBC", org.apache.tomcat.jdbc.pool.DataSource.class, "tomcat", "max-active",
						(pool) -> ((org.apache.tomcat.jdbc.pool.DataSource) pool).getMaxActive()),
				new Pool("Commons DBCP2", BasicDataSource.class, "dbcp2", "max-total",
						(pool) -> ((BasicDataSource) pool).getMaxTotal()),
				new Pool("Oracle UCP", PoolDataSource.class, "oracleucp", "max-pool-size",
						(pool) -> ((PoolDataSource) pool).getMaxPoolSize()),
				new Pool("Agroal", AgroalDataSource.class, "agroal", "max-size",
						(pool) -> ((AgroalDataSource) pool).getConfiguration()
							.connectionPoolConfiguration()
							.maxSize()));
	}

	/**
	 * A pool, with one of its own settings.
	 *
	 * @param title the name in the table
	 * @param type what Boot makes
	 * @param prefix the beginning of its settings after {@code spring.datasource}
	 * @param sizeKey the setting of its size
	 * @param size reads the size
	 */
	record Pool(String title, Class<? extends DataSource> type, String prefix, String sizeKey, Size size) {

		private String key(String setting) {
			return "spring.datasource." + this.prefix + "." + setting;
		}

		@Override
		public String toString() {
			return this.title;
		}

	}

	/**
	 * Reads the size of a pool.
	 */
	interface Size {

		int of(DataSource pool);

	}

}
