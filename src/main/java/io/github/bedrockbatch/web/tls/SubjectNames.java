package io.github.bedrockbatch.web.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The subject alternative names of a certificate: DNS names, e-mail addresses, IP addresses and URIs. */
final class SubjectNames {
    private static final int EMAIL = 1;
    private static final int DNS = 2;
    private static final int URI = 6;
    private static final int IP = 7;
    private static final Set<Integer> TEXTS = Set.of(EMAIL, DNS, URI);

    private SubjectNames() {}

    static Stream<String> of(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return names == null ? Stream.empty() : names.stream().flatMap(SubjectNames::text);
    }

    private static Stream<String> text(List<?> name) {
        if (!(name.get(0) instanceof Integer type) || !(name.get(1) instanceof String text)) {
            return Stream.empty();
        }
        if (type == IP) {
            return Stream.of(address(text));
        }
        return TEXTS.contains(type) ? Stream.of(text) : Stream.empty();
    }

    /** Returns an address as Go spells it: an IPv6 address has its longest run of zeros as two colons. */
    private static String address(String text) {
        try {
            // A literal: nobody is asked.
            String written = InetAddress.getByName(text).getHostAddress();
            return written.indexOf(':') < 0 ? written : Ipv6Text.compressed(written);
        } catch (UnknownHostException e) {
            return text;
        }
    }
}
