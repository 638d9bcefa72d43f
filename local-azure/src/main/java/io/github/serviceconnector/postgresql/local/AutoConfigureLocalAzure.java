package io.github.serviceconnector.postgresql.local;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Binds the application of a Spring test to a {@link LocalAzure}, as Service Connector
 * and App Service do on Azure: by settings alone, so that the application takes its own
 * way to a token and into the database.
 * <p>
 * The stand-in starts with the application context, is a bean of it, and ends with it; it
 * is kept wherever Spring's context cache keeps the context. After each test, its scripts
 * end and its recordings are forgotten; rows stay. The settings stand above all others,
 * and what the machine's environment says of an identity is hidden from the application's
 * {@code Environment}. A test slice keeps this database: an embedded one does not take
 * its place.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface AutoConfigureLocalAzure {

	/**
	 * Role in the database that the application logs in as, created for it.
	 * @return the role
	 */
	String role() default "aad_app";

	/**
	 * Client id of the application's user-assigned identity. Empty, when the application
	 * has its system-assigned one.
	 * @return the client id
	 */
	String clientId() default "";

}
