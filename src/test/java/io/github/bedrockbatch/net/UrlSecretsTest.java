package io.github.bedrockbatch.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlSecretsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "see http://u:s@host/p for more | see http://<redacted>@host/p for more",
                "http://u:s@s@host and http://v:t@other | http://<redacted>@host and http://<redacted>@other",
                "http://host/?token=abc&page=2 is | http://host/?token=<redacted>&page=2 is",
                "http://host/?a=1&api_key=abc | http://host/?a=1&api_key=<redacted>",
                "http://host/?client-secret=abc#x | http://host/?client-secret=<redacted>",
                "http://host/?X-Amz-Signature=abc&X-Amz-Security-Token=d | http://host/?X-Amz-Signature=<redacted>&X-Amz-Security-Token=<redacted>",
                "http://host/?Password=a@b | http://host/?Password=<redacted>",
                "https://sqs.us-east-1.amazonaws.com/123456789012/jobs | https://sqs.us-east-1.amazonaws.com/123456789012/jobs",
                "mail me@host.com | mail me@host.com",
            })
    void redactsUrlsAmongWords(String text, String shown) {
        assertThat(UrlSecrets.inText(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://host/?token=a b c&page=2 | http://host/?token=<redacted>&page=2",
                "jdbc:postgresql://u:p@db/x?sslmode=require&password=p w | jdbc:postgresql://<redacted>@db/x?sslmode=require&password=<redacted>",
            })
    void redactsAValueToItsEnd(String value, String shown) {
        assertThat(UrlSecrets.inValue(value)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://u:s3/cr@et@host | http://<redacted>@host",
                "u:s3/cret@host:1 | <redacted>@host:1",
                "http://host:port?token=s3cret | http://host:port?token=<redacted>",
                "http://host | http://host",
            })
    void redactsAValueThatIsNoUrl(String value, String shown) {
        assertThat(UrlSecrets.inUnread(value)).isEqualTo(shown);
    }
}
