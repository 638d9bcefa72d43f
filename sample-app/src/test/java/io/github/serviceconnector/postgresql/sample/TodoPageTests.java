package io.github.serviceconnector.postgresql.sample;

import java.net.http.HttpResponse;

import io.github.serviceconnector.postgresql.local.AutoConfigureLocalAzure;
import io.github.serviceconnector.postgresql.local.LocalAzure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the page, over HTTP, with a database that takes only tokens.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureLocalAzure(role = "aad_todo")
class TodoPageTests {

	private final LocalAzure azure;

	private final JdbcClient jdbc;

	private final TodoRepository todos;

	private final PageClient page;

	TodoPageTests(@Autowired LocalAzure azure, @Autowired JdbcClient jdbc, @Autowired TodoRepository todos,
			@LocalServerPort int port) {
		this.azure = azure;
		this.jdbc = jdbc;
		this.todos = todos;
		this.page = new PageClient(port);
	}

	@BeforeEach
	void clear() {
		this.jdbc.sql("delete from todo").update();
	}

	@Test
	void pageWhenListIsEmptySaysSo() throws Exception {
		HttpResponse<String> response = this.page.get("/");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("Nothing yet.").doesNotContain("<ul", "aria-invalid");
	}

	@Test
	void pageShowsHowItIsConnected() throws Exception {
		String text = text(this.page.get("/"));
		assertThat(text).contains("No password was used")
			.contains("<dt>Server</dt> <dd>localhost:" + this.azure.database().port() + "</dd>")
			.contains("<dt>Role</dt> <dd>aad_todo</dd>")
			.contains("<dt>Encryption</dt> <dd>TLSv1.3, TLS_")
			.contains("<dt>Certificate</dt> <dd>verified, issuer and name</dd>")
			.contains("<dt>Identity</dt> <dd>system-assigned managed identity</dd>")
			.containsPattern("<dt>Token</dt> <dd>valid for 23 h 5\\d min</dd>")
			.contains("<dt>Binding</dt> <dd>&#39;spring.datasource.url&#39;");
	}

	@Test
	void pageShowsNoToken() throws Exception {
		assertThat(this.page.get("/").body()).doesNotContain("eyJ");
	}

	@Test
	void todoWhenAddedIsShownAfterRedirect() throws Exception {
		HttpResponse<String> response = this.page.post("/", "title", "Water the plants");
		assertThat(response.previousResponse()).hasValueSatisfying((post) -> {
			assertThat(post.statusCode()).isEqualTo(302);
			assertThat(post.headers().firstValue("Location"))
				.hasValueSatisfying((location) -> assertThat(location).endsWith("/#title"));
		});
		assertThat(response.body()).contains("0 of 1 done", ">Water the plants</span>", ">just now</time>");
	}

	@Test
	void todoWhenTickedIsDoneUntilUnticked() throws Exception {
		this.todos.add("Water the plants");
		String path = "/todos/" + this.todos.findAll().get(0).id();
		assertThat(this.page.post(path, "done", "true").body()).contains("1 of 1 done", "aria-pressed=\"true\"");
		assertThat(this.page.post(path, "done", "false").body()).contains("0 of 1 done", "aria-pressed=\"false\"");
	}

	@Test
	void todoWhenDeletedIsGone() throws Exception {
		this.todos.add("Water the plants");
		String path = "/todos/" + this.todos.findAll().get(0).id() + "/delete";
		assertThat(this.page.post(path, "", "").body()).contains("Nothing yet.").doesNotContain("Water the plants");
		assertThat(this.page.post(path, "", "").statusCode()).isEqualTo(200);
	}

	@Test
	void titleWhenBlankIsRefusedBesideTheField() throws Exception {
		for (String blank : new String[] { "", "  ", "\u00a0\t\r\n" }) {
			HttpResponse<String> response = this.page.post("/", "title", blank);
			assertThat(response.statusCode()).isEqualTo(422);
			assertThat(response.body()).contains("Write what is to be done.", "aria-invalid=\"true\"");
		}
		assertThat(this.page.post("/", "other", "field").statusCode()).isEqualTo(422);
		assertThat(this.todos.findAll()).isEmpty();
	}

	@Test
	void titleWhenTooLongIsRefusedAndKept() throws Exception {
		String title = "x".repeat(Todo.MAX_TITLE_LENGTH + 1);
		HttpResponse<String> response = this.page.post("/", "title", title);
		assertThat(response.statusCode()).isEqualTo(422);
		assertThat(response.body()).contains("Keep it to 120 characters.", "value=\"" + title + "\"",
				"aria-describedby=\"title-error\"");
		assertThat(this.todos.findAll()).isEmpty();
	}

	@Test
	void titleWhenJustShortEnoughIsKept() throws Exception {
		String title = "\u00fc".repeat(Todo.MAX_TITLE_LENGTH);
		assertThat(this.page.post("/", "title", title).statusCode()).isEqualTo(200);
		assertThat(this.todos.findAll()).extracting(Todo::title).containsExactly(title);
	}

	@Test
	void titleWhenItHoldsControlCharactersIsPutOnOneLine() throws Exception {
		this.page.post("/", "title", " Water\r\n the\0plants ");
		assertThat(this.todos.findAll()).extracting(Todo::title).containsExactly("Water the plants");
	}

	@Test
	void titleWhenItHoldsMarkupIsEscaped() throws Exception {
		String body = this.page.post("/", "title", "<script>\"'&").body();
		assertThat(body).contains("&lt;script&gt;&quot;&#39;&amp;").doesNotContain("<script");
	}

	@Test
	void pageWhenUnknownLeadsBack() throws Exception {
		HttpResponse<String> response = this.page.get("/unknown");
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(response.body()).contains("404 Not Found", "href=\"/\"");
	}

	@Test
	void pageNeedsNothingFromElsewhere() throws Exception {
		assertThat(this.page.get("/").body()).doesNotContain("=\"http", "=\"//", "<script")
			.contains("href=\"/style.css\"");
		assertThat(this.page.get("/style.css").statusCode()).isEqualTo(200);
	}

	private static String text(HttpResponse<String> response) {
		return response.body().replace("<wbr>", "").replaceAll("\\s+", " ");
	}

}
