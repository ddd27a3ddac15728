package io.github.bedrockbatch.webconfig;

import java.util.List;
import java.util.Optional;

/**
 * How TLS is spoken.
 *
 * @param clientAllowedSans the names of which a client's certificate must have one, if it has a certificate; empty for any
 * @param protocols the versions of TLS, as Java names them
 * @param cipherSuites the suites of TLS 1.2; empty for those of the JDK
 * @param namedGroups the groups of the key exchange, as Java names them; empty for those of the JDK
 */
public record TlsConfig(
        Pem certificate,
        Pem key,
        ClientAuth clientAuth,
        Optional<Pem> clientCa,
        Optional<List<String>> clientAllowedSans,
        List<String> protocols,
        List<String> cipherSuites,
        List<String> namedGroups) {
    public TlsConfig {
        clientAllowedSans = clientAllowedSans.map(List::copyOf);
        protocols = List.copyOf(protocols);
        cipherSuites = List.copyOf(cipherSuites);
        namedGroups = List.copyOf(namedGroups);
    }
}
