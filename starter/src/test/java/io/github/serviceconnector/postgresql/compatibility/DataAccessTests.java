package io.github.serviceconnector.postgresql.compatibility;

import io.github.serviceconnector.postgresql.local.LocalAzureExtension;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.hibernate.SessionFactory;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jdbc.core.JdbcAggregateTemplate;
import org.springframework.data.jdbc.repository.config.EnableJdbcRepositories;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.data.relational.core.mapping.Table;
import org.springframework.data.repository.CrudRepository;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what reads and writes rows.
 */
class DataAccessTests {

	@RegisterExtension
	static LocalAzureExtension azure = BoundApplication.azure;

	@RegisterExtension
	static final CompatibilityTable table = CompatibilityTable.of("Data access");

	@Test
	void jdbcClientReads() {
		try (ConfigurableApplicationContext context = BoundApplication.as("aad_client").run()) {
			assertThat(context.getBean(JdbcClient.class).sql("select current_user").query(String.class).single())
				.isEqualTo("aad_client");
			table.works("`JdbcClient`, `JdbcTemplate`", JdbcClient.class, "");
		}
	}

	@Test
	void jpaWritesAndReads() {
		try (ConfigurableApplicationContext context = BoundApplication.as("aad_jpa")
			.with("hibernate", "jpa", "data.jpa")
			.set("spring.jpa.hibernate.ddl-auto", "create")
			.run(Jpa.class)) {
			Books books = context.getBean(Books.class);
			books.save(new Book());
			assertThat(books.count()).isOne();
			table.works("JPA with Hibernate", SessionFactory.class, "schema by `ddl-auto`");
			table.works("Spring Data JPA", JpaRepository.class, "");
		}
	}

	@Test
	void dataJdbcWritesAndReads() {
		try (ConfigurableApplicationContext context = BoundApplication.as("aad_data_jdbc")
			.with("data.jdbc")
			.run(DataJdbc.class)) {
			context.getBean(JdbcClient.class).sql("create table page (id serial primary key)").update();
			Pages pages = context.getBean(Pages.class);
			pages.save(new Page(null));
			assertThat(pages.count()).isOne();
			table.works("Spring Data JDBC", JdbcAggregateTemplate.class, "");
		}
	}

	@Test
	void jooqReads() {
		try (ConfigurableApplicationContext context = BoundApplication.as("aad_jooq").with("jooq").run()) {
			DSLContext jooq = context.getBean(DSLContext.class);
			assertThat(jooq.dialect().getName()).isEqualTo("Postgres");
			assertThat(jooq.fetchValue("select current_user")).isEqualTo("aad_jooq");
			table.works("jOOQ", DSLContext.class, "");
		}
	}

	@Entity
	static class Book {

		@Id
		@GeneratedValue
		@Nullable Long id;

	}

	interface Books extends JpaRepository<Book, Long> {

	}

	@Table("page")
	record Page(@org.springframework.data.annotation.Id @Nullable Integer id) {
	}

	interface Pages extends CrudRepository<Page, Integer> {

	}

	@Configuration(proxyBeanMethods = false)
	@EntityScan(basePackageClasses = Book.class)
	@EnableJpaRepositories(basePackageClasses = Books.class, considerNestedRepositories = true)
	static class Jpa {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableJdbcRepositories(basePackageClasses = Pages.class, considerNestedRepositories = true)
	static class DataJdbc {

	}

}
