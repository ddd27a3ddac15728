package io.github.bedrockbatch.web.testing;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;

/** A certificate authority of a test, with an EC key. */
public final class TestAuthority {
    private static final AtomicLong SERIAL = new AtomicLong(1);
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final Duration VALIDITY = Duration.ofDays(2);

    private final Issued self;

    private TestAuthority(Issued self) {
        this.self = self;
    }

    /** A certificate and its key. */
    public record Issued(X509Certificate certificate, PrivateKey key) {
        public String certificatePem() {
            return pem(certificate);
        }

        /** The key as PKCS #8. */
        public String keyPem() {
            try {
                return pem(new JcaPKCS8Generator(key, null));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        /** The key as PKCS #1 or SEC 1, as openssl writes it. */
        public String traditionalKeyPem() {
            return key instanceof ECPrivateKey ec ? sec1(ec) : pem(key);
        }

        private static String sec1(ECPrivateKey key) {
            try {
                // Of P-256, as openssl ecparam -genkey writes it before the key.
                PemObject parameters = new PemObject("EC PARAMETERS", SECObjectIdentifiers.secp256r1.getEncoded());
                byte[] encoded = new org.bouncycastle.asn1.sec.ECPrivateKey(
                                256, key.getS(), SECObjectIdentifiers.secp256r1)
                        .getEncoded();
                return pem(parameters) + pem(new PemObject("EC PRIVATE KEY", encoded));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    public static TestAuthority create(String name) {
        KeyPair pair = keyPair("EC");
        X500Name subject = new X500Name("CN=" + name);
        return new TestAuthority(
                new Issued(certificate(subject, pair.getPrivate(), subject, pair, true), pair.getPrivate()));
    }

    /** Issues a certificate with a key of an algorithm: EC, RSA or Ed25519. Names are dns:x, ip:x, uri:x or email:x. */
    public Issued issue(String name, String algorithm, String... names) {
        KeyPair pair = keyPair(algorithm);
        X500Name issuer =
                new X500Name(self.certificate().getSubjectX500Principal().getName());
        X509Certificate certificate = certificate(issuer, self.key(), new X500Name("CN=" + name), pair, false, names);
        return new Issued(certificate, pair.getPrivate());
    }

    public X509Certificate certificate() {
        return self.certificate();
    }

    public String pem() {
        return self.certificatePem();
    }

    /** A context of clients that trust this authority and have a certificate, or none. */
    public SSLContext clientContext(@Nullable Issued client) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, PASSWORD);
            trusted.setCertificateEntry("ca", certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, PASSWORD);
            if (client != null) {
                own.setKeyEntry("client", client.key(), PASSWORD, new Certificate[] {client.certificate()});
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair keyPair(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(256);
            } else if (algorithm.equals("RSA")) {
                generator.initialize(2048);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static X509Certificate certificate(
            X500Name issuer, PrivateKey signer, X500Name subject, KeyPair pair, boolean authority, String... names) {
        Instant now = Instant.now();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(SERIAL.getAndIncrement()),
                Date.from(now.minus(VALIDITY)),
                Date.from(now.plus(VALIDITY)),
                subject,
                pair.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (names.length > 0) {
                builder.addExtension(Extension.subjectAlternativeName, false, names(names));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer)));
        } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static GeneralNames names(String... names) {
        return new GeneralNames(Stream.of(names).map(TestAuthority::name).toArray(GeneralName[]::new));
    }

    private static GeneralName name(String name) {
        String value = name.substring(name.indexOf(':') + 1);
        int type = switch (name.substring(0, name.indexOf(':'))) {
            case "dns" -> GeneralName.dNSName;
            case "ip" -> GeneralName.iPAddress;
            case "uri" -> GeneralName.uniformResourceIdentifier;
            case "email" -> GeneralName.rfc822Name;
            default -> throw new IllegalArgumentException(name);
        };
        return new GeneralName(type, value);
    }

    private static String pem(Object object) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return text.toString();
    }
}
