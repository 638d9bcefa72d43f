package io.github.serviceconnector.postgresql.sample;

import java.time.Duration;

import io.github.serviceconnector.postgresql.local.AutoConfigureLocalAzure;
import io.github.serviceconnector.postgresql.local.LocalAzure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Uses the page as a person does.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureLocalAzure(role = "aad_todo")
class BrowserIT {

	@Autowired
	private LocalAzure azure;

	@LocalServerPort
	private int port;

	private ChromeDriver browser;

	@BeforeEach
	void openPage(@Autowired JdbcClient jdbc) {
		jdbc.sql("delete from todo").update();
		this.browser = Browser.open();
		this.browser.manage().timeouts().implicitlyWait(Duration.ofSeconds(10));
		this.browser.get("http://localhost:" + this.port);
	}

	@AfterEach
	void closeBrowser() {
		if (this.browser != null) {
			this.browser.quit();
		}
	}

	@Test
	void todoIsAddedTickedAndDeleted() {
		assertThat(page()).contains("Nothing yet.");
		add("Water the plants");
		assertThat(find("//p[.='0 of 1 done']").isDisplayed()).isTrue();
		assertThat(this.browser.switchTo().activeElement().getAccessibleName()).isEqualTo("What is to be done?");

		tick("Water the plants").click();
		assertThat(find("//p[.='1 of 1 done']").isDisplayed()).isTrue();
		assertThat(tick("Water the plants").getDomAttribute("aria-pressed")).isEqualTo("true");
		assertThat(this.browser.switchTo().activeElement()).isEqualTo(tick("Water the plants"));

		this.browser.navigate().refresh();
		assertThat(find("//p[.='1 of 1 done']").isDisplayed()).isTrue();

		tick("Water the plants").click();
		assertThat(find("//p[.='0 of 1 done']").isDisplayed()).isTrue();

		find("//button[@aria-label='Delete: Water the plants']").click();
		assertThat(find("//p[starts-with(., 'Nothing yet.')]").isDisplayed()).isTrue();
		this.browser.navigate().refresh();
		assertThat(page()).contains("Nothing yet.").doesNotContain("Water the plants");
	}

	@Test
	void titleWhenTooLongStaysInItsFieldBesideTheError() {
		add("x".repeat(Todo.MAX_TITLE_LENGTH + 1));
		WebElement error = find("//p[.='Keep it to 120 characters.']");
		WebElement title = this.browser.findElement(By.id("title"));
		assertThat(title.getDomAttribute("aria-describedby")).isEqualTo(error.getDomAttribute("id"));
		assertThat(this.browser.switchTo().activeElement()).isEqualTo(title);
		assertThat(this.browser.getTitle()).startsWith("Error");

		title.sendKeys(Keys.END, Keys.BACK_SPACE, Keys.ENTER);
		assertThat(find("//p[.='0 of 1 done']").isDisplayed()).isTrue();
	}

	@Test
	void panelTellsHowTheApplicationIsConnected() {
		assertThat(find("//aside").getText()).contains("How am I connected", "No password was used",
				"localhost:" + this.azure.database().port(), "aad_todo", "TLSv1.3", "verified, issuer and name",
				"system-assigned managed identity", "valid for 23 h 5", "'spring.datasource.url'");
	}

	private void add(String title) {
		this.browser.findElement(By.id("title")).sendKeys(title);
		find("//button[.='Add']").click();
	}

	private WebElement tick(String title) {
		return find("//button[span[.='" + title + "']]");
	}

	private WebElement find(String xpath) {
		return this.browser.findElement(By.xpath(xpath));
	}

	private String page() {
		return this.browser.findElement(By.tagName("body")).getText();
	}

}
