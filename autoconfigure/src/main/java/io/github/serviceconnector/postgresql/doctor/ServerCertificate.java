package io.github.serviceconnector.postgresql.doctor;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * What a server shows of itself.
 *
 * @param names the names and addresses that it is for
 * @param issuer who issued it
 * @param from the first day that it is valid, in UTC
 * @param until the last day
 */
record ServerCertificate(List<String> names, String issuer, LocalDate from, LocalDate until) {

	private static final int SHOWN = 4;

	static ServerCertificate of(SSLSession session) throws SSLPeerUnverifiedException, CertificateParsingException {
		X509Certificate certificate = (X509Certificate) session.getPeerCertificates()[0];
		return new ServerCertificate(names(certificate), certificate.getIssuerX500Principal().getName(),
				day(certificate.getNotBefore()), day(certificate.getNotAfter()));
	}

	private static List<String> names(X509Certificate certificate) throws CertificateParsingException {
		Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
		if (alternatives == null) {
			return List.of(certificate.getSubjectX500Principal().getName());
		}
		return alternatives.stream().map((alternative) -> String.valueOf(alternative.get(1))).toList();
	}

	private static LocalDate day(Date date) {
		return LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC);
	}

	/**
	 * Describes the certificate.
	 * @return words for a person
	 */
	String description() {
		List<String> shown = new ArrayList<>(this.names.subList(0, Math.min(SHOWN, this.names.size())));
		if (this.names.size() > SHOWN) {
			shown.add("and " + (this.names.size() - SHOWN) + " more");
		}
		return "for " + String.join(", ", shown) + ", issued by " + this.issuer + ", valid from " + this.from
				+ " until " + this.until;
	}

}
