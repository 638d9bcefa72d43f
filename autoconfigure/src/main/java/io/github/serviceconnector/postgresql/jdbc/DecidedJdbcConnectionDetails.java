package io.github.serviceconnector.postgresql.jdbc;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * The details of the application's own connection, as it was decided.
 */
sealed interface DecidedJdbcConnectionDetails extends JdbcConnectionDetails
		permits PasswordlessJdbcConnectionDetails, ConfiguredJdbcConnectionDetails {

}
