package io.github.serviceconnector.postgresql.sample;

import java.util.List;

import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The todos in PostgreSQL.
 */
@Repository
class TodoRepository {

	private final JdbcClient jdbc;

	TodoRepository(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	List<Todo> findAll() {
		return this.jdbc.sql("select id, title, done, created_at from todo order by id desc")
			.query(DataClassRowMapper.newInstance(Todo.class))
			.list();
	}

	void add(String title) {
		this.jdbc.sql("insert into todo (title) values (:title)").param("title", title).update();
	}

	void setDone(long id, boolean done) {
		this.jdbc.sql("update todo set done = :done where id = :id").param("done", done).param("id", id).update();
	}

	void delete(long id) {
		this.jdbc.sql("delete from todo where id = :id").param("id", id).update();
	}

}
