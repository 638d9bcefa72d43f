package io.github.serviceconnector.postgresql.binding;

import java.util.ArrayList;
import java.util.List;

/**
 * One parameter behind the {@code ?} of a URL, as it is written.
 *
 * @param text the parameter, which may be a secret
 * @param position where it begins
 * @param from where the text begins that goes when the parameter is taken out
 * @param to where that text ends
 */
record QueryParameter(String text, int position, int from, int to) {

	/**
	 * Takes a query apart.
	 * @param url the URL
	 * @param questionMark where the query begins; past the end if there is none
	 * @param end where the query ends
	 * @return the parameters that have text
	 */
	static List<QueryParameter> split(String url, int questionMark, int end) {
		List<QueryParameter> parameters = new ArrayList<>();
		int start = questionMark + 1;
		while (start < end) {
			int separator = url.indexOf('&', start);
			int stop = (separator < 0) ? end : Math.min(separator, end);
			if (stop > start) {
				// One separator goes with it: the next, or at the end the one before
				boolean last = stop == end;
				parameters.add(new QueryParameter(url.substring(start, stop), start, last ? start - 1 : start,
						last ? stop : stop + 1));
			}
			start = stop + 1;
		}
		return parameters;
	}

	/**
	 * Returns the name.
	 * @return the text before {@code =}, or all of it
	 */
	String name() {
		int equals = this.text.indexOf('=');
		return (equals < 0) ? this.text : this.text.substring(0, equals);
	}

	/**
	 * Makes a pair of it.
	 * @param keyword the name, decoded
	 * @param value the value, decoded
	 * @return the pair, in the same place
	 */
	Pair toPair(String keyword, String value) {
		return new Pair(keyword, value, this.position, this.from, this.to);
	}

	/**
	 * Returns the place alone: the text may be a secret.
	 */
	@Override
	public String toString() {
		return "parameter at " + this.position;
	}

}
