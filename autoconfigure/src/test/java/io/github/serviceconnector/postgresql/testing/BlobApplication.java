package io.github.serviceconnector.postgresql.testing;

import javax.sql.DataSource;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobServiceClient;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * An application that has a client of another of Azure's services from Spring Cloud
 * Azure, sends it a request, logs in to its database, and ends.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class BlobApplication {

	/**
	 * Runs the application.
	 * @param args its command line
	 */
	public static void main(String[] args) {
		try (ConfigurableApplicationContext context = SpringApplication.run(BlobApplication.class, args)) {
			BlobServiceClient storage = context.getBean(BlobServiceClient.class);
			HttpRequest request = new HttpRequest(HttpMethod.GET, storage.getAccountUrl());
			try (HttpResponse response = storage.getHttpPipeline().sendSync(request, Context.NONE)) {
				System.out.println("Storage answered with status " + response.getStatusCode());
			}
			System.out.println("Logged in as " + LoginApplication.currentUser(context.getBean(DataSource.class)));
		}
	}

}
