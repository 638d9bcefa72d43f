package io.github.serviceconnector.postgresql.jdbc;

import javax.sql.DataSource;
import javax.sql.XADataSource;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration that stops a start where a bound connection cannot be made for want
 * of a library, before anything misses the {@link DataSource}.
 */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@ConditionalOnClass(JdbcConnectionDetails.class)
@Conditional({ OnPasswordlessCondition.class, OnMissingLibraryCondition.class })
@ConditionalOnMissingBean({ DataSource.class, XADataSource.class })
@Import(MissingLibraryStop.class)
public final class MissingLibraryAutoConfiguration {

}
