package io.github.serviceconnector.postgresql.decision;

import java.util.List;

import io.github.serviceconnector.postgresql.binding.InvalidSettingException;
import io.github.serviceconnector.postgresql.binding.JdbcUrl;
import io.github.serviceconnector.postgresql.binding.Setting;
import io.github.serviceconnector.postgresql.identity.Identity;
import io.github.serviceconnector.postgresql.identity.OutboundProxy;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the application's database connection, and why.
 */
public sealed interface Decision {

	/**
	 * Returns why.
	 * @return a clause without a full stop, for logs and the condition report
	 */
	String reason();

	/**
	 * The application logs in with a token.
	 *
	 * @param login who enters which database
	 * @param identity whose token is sent
	 * @param proxy what the request for it goes through, {@code null} for nothing
	 * @param scope the token's scope
	 * @param dropped the passwords that must not be seen any more
	 */
	record Passwordless(Login login, Identity identity, @Nullable OutboundProxy proxy, String scope,
			List<StalePassword> dropped) implements Decision {

		public Passwordless {
			dropped = List.copyOf(dropped);
		}

		@Override
		public String reason() {
			return "passwordless is on for " + this.login.origin();
		}

	}

	/**
	 * Who enters which database.
	 *
	 * @param url the URL of the binding, its user and password taken out
	 * @param role the PostgreSQL role, {@code null} where the binding names none
	 * @param origin the setting that gave the URL
	 * @param ignored what the binding says that means nothing to the driver
	 */
	record Login(JdbcUrl url, @Nullable String role, Setting origin, List<String> ignored) {

		public Login {
			ignored = List.copyOf(ignored);
		}

		/**
		 * Returns what is wrong with the {@link #ignored()} part.
		 * @return a sentence, which is true only if that part is not empty
		 */
		public String ignoredProblem() {
			return ignoredProblem("PostgreSQL driver", this.ignored);
		}

		/**
		 * Returns what is wrong with parts that a driver does not take.
		 * @param driver the driver
		 * @param ignored the parts
		 * @return a sentence, which is true only if there is a part
		 */
		public String ignoredProblem(String driver, List<String> ignored) {
			return this.origin + " says what the " + driver + " has no setting for, and it is not used: "
					+ String.join(", ", ignored) + ".";
		}

	}

	/**
	 * A password that is left over from before.
	 *
	 * @param setting the setting that holds it, which may be a URL
	 * @param cleaned that setting's value without the password, empty where the whole
	 * value was one
	 */
	record StalePassword(Setting setting, String cleaned) {

		/**
		 * Returns what became of it.
		 * @return a sentence
		 */
		public String problem() {
			return "The password in " + this.setting + " is left over and not used: passwordless is on.";
		}

		/**
		 * Returns what to do with it.
		 * @return an imperative sentence
		 */
		public String action() {
			return "Remove it; to log in with it after all, set '" + Decisions.SWITCH
					+ "=false', or give it in a source of higher precedence, such as the command line.";
		}

	}

	/**
	 * The application logs in with a password that was set on purpose.
	 *
	 * @param login who enters which database
	 * @param password the setting that holds the password
	 * @param reason why it counts
	 */
	record Password(Login login, Setting password, String reason) implements Decision {

		/**
		 * Returns what is done.
		 * @return a sentence
		 */
		public String description() {
			return "PostgreSQL is entered with the password of " + this.password + ", since " + this.reason + ".";
		}

		/**
		 * Returns how to do without a password.
		 * @return an imperative sentence
		 */
		public String action() {
			return "To leave it behind, connect the app with an identity (az webapp connection "
					+ "create postgres-flexible --system-identity --client-type springboot) and remove that setting.";
		}

	}

	/**
	 * The application is left as Spring Boot makes it.
	 *
	 * @param reason why
	 * @param action what to do if a login with a token is wanted
	 */
	record StandAside(String reason, String action) implements Decision {
	}

	/**
	 * What is decided when the application starts, while it is processed ahead of time:
	 * its beans must do for whatever binding it finds then.
	 */
	record Deferred() implements Decision {

		@Override
		public String reason() {
			return "the binding is looked for when the processed application starts";
		}

	}

	/**
	 * The binding cannot work.
	 *
	 * @param failure what is wrong with it
	 */
	record Invalid(InvalidSettingException failure) implements Decision {

		@Override
		public String reason() {
			return "the binding is invalid";
		}

	}

}
