package io.github.serviceconnector.postgresql.binding;

/**
 * Thrown when a binding cannot work. Its texts name settings and never quote a value that
 * could be a secret.
 */
public class InvalidSettingException extends RuntimeException {

	private final String action;

	/**
	 * Creates the exception for a setting that is there and wrong.
	 * @param setting the setting
	 * @param problem what is wrong, to follow the setting's name in a sentence
	 * @param action what to do
	 */
	public InvalidSettingException(Setting setting, String problem, String action) {
		this(setting + " " + problem + ".", action);
	}

	/**
	 * Creates the exception for a setting that is missing.
	 * @param problem what was found and what is missing, as a sentence
	 * @param action what to do
	 */
	public InvalidSettingException(String problem, String action) {
		super(problem);
		this.action = action;
	}

	/**
	 * Returns what a person can do.
	 * @return an imperative sentence or two
	 */
	public String getAction() {
		return this.action;
	}

}
