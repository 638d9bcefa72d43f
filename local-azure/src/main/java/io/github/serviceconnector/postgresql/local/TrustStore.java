package io.github.serviceconnector.postgresql.local;

import java.nio.file.Path;

/**
 * A PKCS12 trust store that holds the authority behind the server's certificate.
 *
 * @param file what {@code javax.net.ssl.trustStore} is set to
 * @param password what {@code javax.net.ssl.trustStorePassword} is set to; it guards no
 * secret
 */
public record TrustStore(Path file, String password) {
}
