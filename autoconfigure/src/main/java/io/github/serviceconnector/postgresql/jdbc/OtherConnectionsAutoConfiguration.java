package io.github.serviceconnector.postgresql.jdbc;

import javax.sql.DataSource;

import org.postgresql.Driver;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of a pooled {@link DataSource} for each bound connection beside the
 * application's own, with the connection's name as qualifier.
 */
@AutoConfiguration
@ConditionalOnClass({ Driver.class, JdbcConnectionDetails.class })
@Import(JdbcConnectionsRegistrar.class)
public final class OtherConnectionsAutoConfiguration {

}
