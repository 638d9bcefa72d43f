package io.github.serviceconnector.postgresql.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.sql.XAConnection;

import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.core.BaseConnection;
import org.postgresql.xa.PGXAConnection;
import org.postgresql.xa.PGXADataSource;

/**
 * PostgreSQL's XA data source, which logs in by {@link TokenLoginDriver} and keeps the
 * handles in a URL: the driver's own keeps no parameter that it does not know. Boot makes
 * it by class name.
 */
public final class TokenLoginXaDataSource extends PGXADataSource {

	private static final long serialVersionUID = 1L;

	private String handles = "";

	@Override
	public void setUrl(String url) {
		super.setUrl(url);
		Properties properties = Objects.requireNonNullElseGet(Driver.parseURL(url, null), Properties::new);
		this.handles = Stream.of(TokenAuthenticationPlugin.HANDLE_PARAMETER, TokenLogins.HANDLE_PARAMETER)
			.filter(properties::containsKey)
			.map((name) -> "&" + name + "=" + properties.getProperty(name))
			.collect(Collectors.joining());
	}

	@Override
	public String getUrl() {
		return super.getUrl() + this.handles;
	}

	@Override
	public XAConnection getXAConnection(@Nullable String user, @Nullable String password) throws SQLException {
		Properties properties = new Properties();
		if (user != null) {
			properties.setProperty("user", user);
		}
		Connection connection = new TokenLoginDriver().connect(getUrl(), properties);
		return new PGXAConnection((BaseConnection) Objects.requireNonNull(connection));
	}

}
