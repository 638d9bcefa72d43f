package io.github.serviceconnector.postgresql.binding;

import java.util.List;

/**
 * A keyword of a connection string and its value, both decoded.
 *
 * @param keyword the keyword as it is written
 * @param value the value, which may be a secret
 * @param position where the keyword begins
 * @param from where the text begins that goes when the pair is taken out
 * @param to where that text ends
 */
record Pair(String keyword, String value, int position, int from, int to) {

	/**
	 * Takes pairs out of a text and leaves the rest as it is.
	 * @param text the text that the pairs were read from
	 * @param pairs the pairs, in the order of the text
	 * @return what remains
	 */
	static String cut(String text, List<Pair> pairs) {
		StringBuilder rest = new StringBuilder();
		int end = 0;
		for (Pair pair : pairs) {
			if (pair.from() > end) {
				rest.append(text, end, pair.from());
			}
			end = Math.max(end, pair.to());
		}
		return rest.append(text, end, text.length()).toString();
	}

	/**
	 * Returns the place alone: the value may be a secret, and so may a word that only
	 * looks like a keyword.
	 */
	@Override
	public String toString() {
		return "pair at " + this.position;
	}

}
