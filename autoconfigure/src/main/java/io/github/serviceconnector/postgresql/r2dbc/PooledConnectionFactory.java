package io.github.serviceconnector.postgresql.r2dbc;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactory;

import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcProperties;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Makes a pool as Boot does, with settings of its own:
 * {@code serviceconnector.postgresql.connections.<name>.r2dbc.pool.*} in place of
 * {@code spring.r2dbc.pool.*}.
 */
final class PooledConnectionFactory {

	private PooledConnectionFactory() {
	}

	static ConnectionFactory create(ConnectionFactory connectionFactory, Environment environment, String name) {
		R2dbcProperties.Pool pool = Binder.get(environment)
			.bindOrCreate("serviceconnector.postgresql.connections." + name.replace('_', '-') + ".r2dbc.pool",
					R2dbcProperties.Pool.class);
		boolean available = ClassUtils.isPresent("io.r2dbc.pool.ConnectionPool",
				PooledConnectionFactory.class.getClassLoader());
		return (available && pool.isEnabled()) ? Pooled.create(connectionFactory, pool) : connectionFactory;
	}

	// Apart, so that the pool's classes are loaded only where they are
	private static final class Pooled {

		private Pooled() {
		}

		static ConnectionFactory create(ConnectionFactory connectionFactory, R2dbcProperties.Pool pool) {
			ConnectionPoolConfiguration.Builder builder = ConnectionPoolConfiguration.builder(connectionFactory);
			PropertyMapper map = PropertyMapper.get();
			map.from(pool.getMaxIdleTime()).to(builder::maxIdleTime);
			map.from(pool.getMaxLifeTime()).to(builder::maxLifeTime);
			map.from(pool.getMaxAcquireTime()).to(builder::maxAcquireTime);
			map.from(pool.getAcquireRetry()).to(builder::acquireRetry);
			map.from(pool.getMaxCreateConnectionTime()).to(builder::maxCreateConnectionTime);
			map.from(pool.getInitialSize()).to(builder::initialSize);
			map.from(pool.getMaxSize()).to(builder::maxSize);
			map.from(pool.getValidationQuery()).whenHasText().to(builder::validationQuery);
			map.from(pool.getValidationDepth()).to(builder::validationDepth);
			map.from(pool.getMinIdle()).to(builder::minIdle);
			map.from(pool.getMaxValidationTime()).to(builder::maxValidationTime);
			return new ConnectionPool(builder.build());
		}

	}

}
