package io.github.serviceconnector.postgresql.r2dbc;

import io.github.serviceconnector.postgresql.jdbc.OtherConnectionsAutoConfiguration;
import io.r2dbc.spi.ConnectionFactory;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of a {@link ConnectionFactory} for each bound connection beside the
 * application's own, with the connection's name as qualifier.
 */
@AutoConfiguration(after = OtherConnectionsAutoConfiguration.class)
@ConditionalOnClass(value = { ConnectionFactory.class, R2dbcConnectionDetails.class },
		name = "io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider")
@Import({ R2dbcConnectionsRegistrar.class, TokenLoginDecorator.class })
public final class OtherR2dbcConnectionsAutoConfiguration {

}
