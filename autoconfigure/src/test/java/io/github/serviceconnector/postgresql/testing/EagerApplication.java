package io.github.serviceconnector.postgresql.testing;

import javax.sql.DataSource;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An application that makes a table while it starts, as a migration does.
 */
@Configuration(proxyBeanMethods = false)
@Import(LoginApplication.class)
public class EagerApplication {

	@Bean
	InitializingBean migration(DataSource dataSource) {
		return () -> JdbcClient.create(dataSource).sql("create table if not exists started (id int)").update();
	}

}
