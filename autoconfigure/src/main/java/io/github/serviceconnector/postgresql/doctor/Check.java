package io.github.serviceconnector.postgresql.doctor;

/**
 * Looks at one thing that a login needs.
 */
interface Check {

	/**
	 * Returns what is looked at.
	 * @return a word
	 */
	String name();

	/**
	 * Looks at it.
	 * @param examination what is known from the checks before
	 * @return what was found, and what is known now
	 * @throws Exception whatever a login would meet; it is explained as at the start of
	 * an application
	 */
	Result examine(Examination examination) throws Exception;

	/**
	 * What a check found.
	 *
	 * @param mark how it ended
	 * @param text what is to be known
	 * @param next what is known now
	 */
	record Result(Mark mark, String text, Examination next) {

		static Result passed(String text, Examination next) {
			return new Result(Mark.PASSED, text, next);
		}

		static Result skipped(String text, Examination next) {
			return new Result(Mark.SKIPPED, text, next);
		}

	}

}
