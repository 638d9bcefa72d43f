package io.github.serviceconnector.postgresql.local;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import com.nimbusds.jwt.JWTClaimsSet;

/**
 * The tokens that a Kubernetes cluster gives its service accounts, and the files that the
 * pods read them from.
 */
final class FederatedTokens {

	private static final String AUDIENCE = "api://AzureADTokenExchange";

	private static final String ISSUER = "https://oidc.local-azure.invalid/%s/".formatted(TokenAuthority.TENANT);

	private static final Duration LIFETIME = Duration.ofHours(1);

	private final TokenSigner signer = new TokenSigner();

	private final Map<String, Path> files = new ConcurrentHashMap<>();

	private final WorkingFiles workingFiles;

	private final InstantSource clock;

	FederatedTokens(WorkingFiles workingFiles, InstantSource clock) {
		this.workingFiles = workingFiles;
		this.clock = clock;
	}

	void add(String clientId) {
		this.files.computeIfAbsent(clientId, (id) -> this.workingFiles.resolve("federated-tokens", id, "token"));
		refresh();
	}

	// Writes new tokens, as the kubelet does before the old ones expire.
	void refresh() {
		this.files.forEach((clientId, file) -> this.workingFiles.write(file, issue(clientId)));
	}

	Path file(String clientId) {
		Path file = this.files.get(clientId);
		if (file == null) {
			throw new IllegalArgumentException("'%s' is no workload identity".formatted(clientId));
		}
		return file;
	}

	private String issue(String clientId) {
		Instant now = this.clock.instant();
		return this.signer.sign(new JWTClaimsSet.Builder().issuer(ISSUER)
			.audience(AUDIENCE)
			.subject(subject(clientId))
			.issueTime(Date.from(now))
			.notBeforeTime(Date.from(now))
			.expirationTime(Date.from(now.plus(LIFETIME)))
			.jwtID(UUID.randomUUID().toString())
			.build());
	}

	private static String subject(String clientId) {
		return "system:serviceaccount:default:" + clientId;
	}

	Assertion verify(String token) throws InvalidTokenException {
		JWTClaimsSet claims = this.signer.verify(token);
		return new Assertion(claims.getIssuer(), claims.getSubject(), String.join(" ", claims.getAudience()),
				claims.getExpirationTime().toInstant());
	}

	boolean isFor(Assertion assertion, String clientId) {
		return this.files.containsKey(clientId) && assertion.subject().equals(subject(clientId));
	}

	/**
	 * What a token of the cluster says.
	 *
	 * @param issuer the cluster
	 * @param subject the service account
	 * @param audience whom it is for
	 * @param expiry when it ends
	 */
	record Assertion(String issuer, String subject, String audience, Instant expiry) {
	}

}
