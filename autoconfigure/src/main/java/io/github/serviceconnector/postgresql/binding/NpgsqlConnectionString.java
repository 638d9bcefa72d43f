package io.github.serviceconnector.postgresql.binding;

import io.github.serviceconnector.postgresql.binding.Keywords.Keyword;

/**
 * Npgsql's connection strings, which follow ADO.NET's rules. <pre>
 * string = *( [ pair ] ";" ) [ pair ]
 * pair   = *blank keyword *blank "=" *blank value *blank
 * value  = *character | 2-quoted | 1-quoted
 * </pre> A quote of the kind that a value stands in is doubled inside, and so is
 * {@code =} in a keyword. A value without quotes has no semicolon and no control
 * character, and neither begins nor ends with a quote. A keyword's case and blanks do not
 * matter.
 *
 * @see <a href=
 * "https://learn.microsoft.com/dotnet/api/system.data.common.dbconnectionstringbuilder">
 * DbConnectionStringBuilder</a>
 */
final class NpgsqlConnectionString {

	private final Setting setting;

	private final String text;

	private int index;

	private NpgsqlConnectionString(Setting setting) {
		this.setting = setting;
		this.text = setting.value();
	}

	static ConnectionString parse(Setting setting) {
		Translation translation = new Translation(setting, Grammar.NPGSQL);
		new NpgsqlConnectionString(setting).read(translation);
		return translation.toConnectionString();
	}

	/**
	 * Returns whether a string begins with a keyword that Npgsql has and libpq has not.
	 * @param text the string
	 * @return {@code true} if it cannot be libpq's
	 */
	static boolean startsLike(String text) {
		int equals = text.indexOf('=');
		if (equals < 0) {
			return false;
		}
		String keyword = text.substring(0, equals);
		Keyword npgsql = Keywords.NPGSQL.find(keyword);
		return npgsql != null && Keywords.LIBPQ.find(keyword.strip()) == null;
	}

	private void read(Translation translation) {
		while (this.index < this.text.length()) {
			int from = this.index;
			skipBlanks();
			if (this.index < this.text.length() && current() != ';') {
				int start = this.index;
				String keyword = keyword();
				skipBlanks();
				String value = value();
				skipBlanks();
				if (this.index < this.text.length() && current() != ';') {
					throw malformed("has text behind a closing quote", this.index);
				}
				translation.add(new Pair(keyword, value, start, from, Math.min(this.index + 1, this.text.length())));
			}
			this.index++;
		}
	}

	private String keyword() {
		int start = this.index;
		StringBuilder keyword = new StringBuilder();
		for (; this.index < this.text.length() && current() != ';'; this.index++) {
			refuseControlCharacter();
			if (current() == '=') {
				boolean doubled = this.index + 1 < this.text.length() && this.text.charAt(this.index + 1) == '=';
				this.index++;
				if (!doubled) {
					if (keyword.toString().isBlank()) {
						throw malformed("has no keyword before '='", start);
					}
					return stripBlanks(keyword);
				}
			}
			keyword.append(current());
		}
		throw malformed("has a part without '='", start);
	}

	private String value() {
		if (this.index == this.text.length()) {
			return "";
		}
		char quote = current();
		if (quote == '"' || quote == '\'') {
			return quoted(quote);
		}
		int start = this.index;
		for (; this.index < this.text.length() && current() != ';'; this.index++) {
			refuseControlCharacter();
		}
		String value = stripBlanks(this.text.substring(start, this.index));
		if (value.endsWith("\"") || value.endsWith("'")) {
			throw malformed("has a value that ends with a quote and does not begin with one", start);
		}
		return value;
	}

	private String quoted(char quote) {
		int start = this.index++;
		StringBuilder value = new StringBuilder();
		for (; this.index < this.text.length(); this.index++) {
			if (current() == quote) {
				this.index++;
				if (this.index == this.text.length() || current() != quote) {
					return value.toString();
				}
			}
			value.append(current());
		}
		throw malformed("opens a quote and does not close it", start);
	}

	private void refuseControlCharacter() {
		if (Character.isISOControl(current()) && !isBlank(current())) {
			throw malformed("has a control character outside of quotes", this.index);
		}
	}

	private void skipBlanks() {
		while (this.index < this.text.length() && isBlank(current())) {
			this.index++;
		}
	}

	private char current() {
		return this.text.charAt(this.index);
	}

	private static String stripBlanks(CharSequence text) {
		int from = 0;
		int to = text.length();
		while (from < to && isBlank(text.charAt(from))) {
			from++;
		}
		while (from < to && isBlank(text.charAt(to - 1))) {
			to--;
		}
		return text.subSequence(from, to).toString();
	}

	/**
	 * Returns whether a character is white space in .NET.
	 * @param c the character
	 * @return {@code true} for spaces of all kinds, tabs and ends of lines
	 */
	static boolean isBlank(char c) {
		return Character.isSpaceChar(c) || (c >= '\t' && c <= '\r') || c == '\u0085';
	}

	private InvalidSettingException malformed(String rule, int index) {
		return Malformed.at(this.setting, rule, index, Grammar.NPGSQL.expected());
	}

}
