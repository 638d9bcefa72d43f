package io.github.serviceconnector.postgresql.local;

/**
 * How the database server treats its next connections, honest or hostile.
 */
public enum ServerBehavior {

	/** TLS with a good certificate, and a token asked for in clear text. */
	AZURE,

	/** A certificate for the right name, from an authority that nobody knows. */
	CERTIFICATE_OF_UNKNOWN_AUTHORITY,

	/** A certificate of the right authority, for another host. */
	CERTIFICATE_OF_ANOTHER_HOST,

	/** A certificate of the right authority that expired yesterday. */
	EXPIRED_CERTIFICATE,

	/** No TLS: the request for it is declined, and a login in clear text goes on. */
	WITHOUT_TLS,

	/** Asks for an MD5 hash in place of a password in clear text. */
	ASKS_FOR_MD5,

	/** Asks for SCRAM in place of a password in clear text. */
	ASKS_FOR_SCRAM,

	/** Lets everybody in without asking, as {@code trust} does. */
	ASKS_FOR_NOTHING

}
