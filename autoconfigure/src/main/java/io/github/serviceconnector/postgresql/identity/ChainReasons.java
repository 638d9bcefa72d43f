package io.github.serviceconnector.postgresql.identity;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What each credential of azure-identity's default chain said, in short. The library
 * gives a line to each, most of it links to its guides.
 */
final class ChainReasons {

	// Some sentences follow the one before without a space
	private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s*(?=\\p{Lu})");

	private ChainReasons() {
	}

	static String shorten(String message) {
		return message.lines()
			.map(ChainReasons::withoutLinks)
			.filter((reason) -> !reason.isEmpty())
			.collect(Collectors.joining("; "));
	}

	private static String withoutLinks(String reasons) {
		return Stream.of(SENTENCE_END.split(reasons.strip()))
			.filter((sentence) -> !sentence.contains("http://") && !sentence.contains("https://"))
			.collect(Collectors.joining(" "))
			.replaceFirst("\\.$", "");
	}

}
