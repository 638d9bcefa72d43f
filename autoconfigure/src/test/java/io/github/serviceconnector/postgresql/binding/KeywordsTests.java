package io.github.serviceconnector.postgresql.binding;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGProperty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Keywords} and {@link Values}.
 */
class KeywordsTests {

	private static final Set<String> OURS = Set.of(Keywords.HOST_ADDRESS);

	@Test
	void propertiesAreKnownToTheDriver() {
		Set<String> known = Arrays.stream(PGProperty.values()).map(PGProperty::getName).collect(Collectors.toSet());
		assertThat(properties()).isNotEmpty()
			.allSatisfy((property) -> assertThat(OURS.contains(property) || known.contains(property)).as(property)
				.isTrue());
	}

	@Test
	void propertiesThatNameClassesOrLogFilesCannotBeReached() {
		assertThat(properties()).doesNotContain("socketFactory", "socketFactoryArg", "sslfactory", "sslfactoryarg",
				"sslhostnameverifier", "sslpasswordcallback", "authenticationPluginClassName", "connectExecutor",
				"connectExecutorArg", "classLoaderStrategy", "xmlFactoryFactory", "loggerFile", "loggerLevel",
				"service", "jaasApplicationName");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			sslmode,verify-full,sslmode,verify-full
			sslmode,REQUIRE,sslmode,require
			sslnegotiation,direct,sslNegotiation,direct
			channel_binding,require,channelBinding,require
			gssencmode,disable,gssEncMode,disable
			gsslib,sspi,gsslib,sspi
			target_session_attrs,any,targetServerType,any
			target_session_attrs,primary,targetServerType,primary
			target_session_attrs,read-write,targetServerType,primary
			target_session_attrs,read-only,targetServerType,secondary
			target_session_attrs,standby,targetServerType,secondary
			target_session_attrs,prefer-standby,targetServerType,preferSecondary
			require_auth,scram-sha-256,requireAuth,scram-sha-256
			require_auth,'!password, !md5',requireAuth,'!password,!md5'
			load_balance_hosts,random,loadBalanceHosts,true
			load_balance_hosts,disable,loadBalanceHosts,false
			keepalives,1,tcpKeepAlive,true
			keepalives,0,tcpKeepAlive,false
			connect_timeout,10,connectTimeout,10
			connect_timeout,-1,connectTimeout,0
			application_name,a b,ApplicationName,a b
			options,-c geqo=off,options,-c geqo=off
			search_path,'a,b',currentSchema,'a,b'
			replication,database,replication,database
			krbsrvname,postgres,kerberosServerName,postgres
			sslcert,/c.crt,sslcert,/c.crt
			sslkey,/c.key,sslkey,/c.key
			""")
	void libpqWhenCounterpartTranslatesTheValue(String keyword, String value, String property, String expected) {
		assertTranslation(Keywords.LIBPQ, keyword, value, property, expected);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			SSL Mode,VerifyCA,sslmode,verify-ca
			SslMode,VerifyFull,sslmode,verify-full
			ssl mode,verify-full,sslmode,verify-full
			SSL Negotiation,Direct,sslNegotiation,direct
			GSS Encryption Mode,Prefer,gssEncMode,prefer
			Channel Binding,Disable,channelBinding,disable
			Require Auth,ScramSHA256,requireAuth,scram-sha-256
			Target Session Attributes,prefer-primary,targetServerType,preferPrimary
			Load Balance Hosts,True,loadBalanceHosts,true
			Host Recheck Seconds,5,hostRecheckSeconds,5
			Timeout,15,connectTimeout,15
			Command Timeout,30,queryTimeout,30
			TCP Keepalive,true,tcpKeepAlive,true
			Application Name,app,ApplicationName,app
			Search Path,app,currentSchema,app
			Root Certificate,/root.crt,sslrootcert,/root.crt
			Client Certificate,/c.crt,sslcert,/c.crt
			SSL Key,/c.key,sslkey,/c.key
			Socket Receive Buffer Size,8192,receiveBufferSize,8192
			Kerberos Service Name,pg,kerberosServerName,pg
			USERNAME,app,user,app
			User Name,app,user,app
			user id,app,user,app
			UserId,app,user,app
			UID,app,user,app
			Server,db,PGHOST,db
			DB,app,PGDBNAME,app
			PSW,p,password,p
			pwd,p,password,p
			""")
	void npgsqlWhenCounterpartTranslatesTheValue(String keyword, String value, String property, String expected) {
		assertTranslation(Keywords.NPGSQL, keyword, value, property, expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					sslmode              | on         | has a value that is none of disable, allow, prefer, require, verify-ca, verify-full
					target_session_attrs | master     | has a value that is none of any, primary, read-write, standby, read-only, prefer-primary, prefer-standby
					connect_timeout      | soon       | has a value that is not a whole number
					connect_timeout      | 2147484    | has a value above 2147483
					require_auth         | oauth      | has a value that is none of password, md5, gss, sspi, scram-sha-256, none
					""")
	void translateWhenValueIsUnknownSaysWhichAreKnown(String keyword, String value, String rule) {
		Keywords.Keyword found = Objects.requireNonNull(Keywords.LIBPQ.find(keyword));
		assertThatIllegalArgumentException().isThrownBy(() -> found.values().translate(value)).withMessage(rule);
	}

	@ParameterizedTest
	@CsvSource({ "tcp_user_timeout", "service", "passfile", "sslcrl", "requirepeer", "fallback_application_name" })
	void findWhenNoCounterpartHasNoProperty(String keyword) {
		assertThat(Keywords.LIBPQ.find(keyword)).isNotNull().extracting(Keywords.Keyword::property).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "socketFactory", "loggerFile", "sslfactory", "authenticationPluginClassName", "Host", "SSLMODE",
			"PGHOST" })
	void findWhenNotLibpqsFindsNothing(String keyword) {
		assertThat(Keywords.LIBPQ.find(keyword)).isNull();
	}

	private static void assertTranslation(Keywords keywords, String keyword, String value, String property,
			String expected) {
		Keywords.Keyword found = Objects.requireNonNull(keywords.find(keyword));
		assertThat(found.property()).isEqualTo(property);
		assertThat(found.values().translate(value)).isEqualTo(expected);
		PGProperty driverProperty = Objects.requireNonNull(PGProperty.forName(property));
		String[] choices = driverProperty.getChoices();
		if (choices != null) {
			assertThat(expected.split(",")).allSatisfy((choice) -> assertThat(choices).contains(choice));
		}
	}

	private static Set<String> properties() {
		return Stream.of(Keywords.LIBPQ, Keywords.URI, Keywords.NPGSQL)
			.flatMap((keywords) -> keywords.all().values().stream())
			.map(Keywords.Keyword::property)
			.filter(Objects::nonNull)
			.collect(Collectors.toSet());
	}

}
