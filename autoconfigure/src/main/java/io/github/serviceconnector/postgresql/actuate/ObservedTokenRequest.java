package io.github.serviceconnector.postgresql.actuate;

import java.util.function.Supplier;

import io.github.serviceconnector.postgresql.identity.AccessToken;
import io.github.serviceconnector.postgresql.identity.TokenException;
import io.github.serviceconnector.postgresql.identity.TokenObserver;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

/**
 * Makes an observation of a request for a token.
 *
 * @param registry where it goes
 * @param identity the kind of identity
 */
record ObservedTokenRequest(ObservationRegistry registry, String identity) implements TokenObserver {

	@Override
	public AccessToken observe(Supplier<AccessToken> request) {
		Observation observation = Observation.createNotStarted("serviceconnector.postgresql.token.duration",
				this.registry);
		observation.contextualName("token request").lowCardinalityKeyValue("identity", this.identity);
		return observation.observe(() -> {
			try {
				AccessToken token = request.get();
				observation.lowCardinalityKeyValue("outcome", "success");
				return token;
			}
			catch (TokenException ex) {
				observation.lowCardinalityKeyValue("outcome", "failure");
				throw ex;
			}
		});
	}

}
