package io.github.serviceconnector.postgresql.sample;

import io.github.serviceconnector.postgresql.local.AutoConfigureLocalAzure;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TodoRepository}, with PostgreSQL and the login of production.
 */
@JdbcTest
@Import(TodoRepository.class)
@AutoConfigureLocalAzure
class TodoRepositoryTests {

	@Autowired
	private TodoRepository todos;

	@Test
	void todoWhenAddedIsFound() {
		this.todos.add("Water the plants");
		assertThat(this.todos.findAll()).extracting(Todo::title).containsExactly("Water the plants");
	}

	@Test
	void applicationIsLoggedInAsItsRole(@Autowired JdbcClient jdbc) {
		assertThat(jdbc.sql("select current_user").query(String.class).single()).isEqualTo("aad_app");
	}

}
