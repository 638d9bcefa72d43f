package io.github.serviceconnector.postgresql.r2dbc;

/**
 * A token in the driver's hands. It is written in answer to a request for a clear-text
 * password, character by character; as a whole, which the answer to a request for an MD5
 * hash needs, it is not to be had.
 */
final class TokenPassword implements CharSequence {

	private final String token;

	private final Runnable onRead;

	TokenPassword(String token, Runnable onRead) {
		this.token = token;
		this.onRead = onRead;
	}

	@Override
	public int length() {
		this.onRead.run();
		return this.token.length();
	}

	@Override
	public char charAt(int index) {
		return this.token.charAt(index);
	}

	@Override
	public CharSequence subSequence(int start, int end) {
		return new TokenPassword(this.token.substring(start, end), this.onRead);
	}

	/**
	 * Refuses.
	 * @throws TokenNotSentException always: nobody but the driver's MD5 login asks
	 */
	@Override
	public String toString() {
		throw new TokenNotSentException("an MD5 hash of a password", null);
	}

}
