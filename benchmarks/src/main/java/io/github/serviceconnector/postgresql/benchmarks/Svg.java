package io.github.serviceconnector.postgresql.benchmarks;

import java.util.Locale;

/**
 * An SVG picture that grows line by line, on a white ground.
 */
public final class Svg {

	private final StringBuilder text = new StringBuilder();

	/**
	 * Starts a picture.
	 * @param width its width in pixels
	 * @param height its height in pixels
	 */
	public Svg(int width, int height) {
		append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
				width, height);
		append("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
	}

	/**
	 * Adds an element.
	 * @param format the element, as a format of {@link String#format}
	 * @param values the format's values
	 */
	public void append(String format, Object... values) {
		this.text.append(String.format(Locale.ROOT, format, values)).append('\n');
	}

	/**
	 * Returns the whole picture.
	 * @return the text of the file
	 */
	@Override
	public String toString() {
		return this.text + "</svg>\n";
	}

}
