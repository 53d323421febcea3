package io.github.sfnreplay.stepfunctions;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/// Credentials whose faults can be told from those of the call, which the SDK reports by the same type.
record NamedFaults(AwsCredentialsProvider provider) implements AwsCredentialsProvider, SdkAutoCloseable {

    /// There are no credentials, or they could not be fetched; Step Functions has not been called.
    static final class CredentialsFault extends SdkClientException {

        private static final long serialVersionUID = 1L;

        CredentialsFault(RuntimeException cause) {
            super(SdkClientException.builder()
                    .message("No AWS credentials could be loaded")
                    .cause(cause));
        }
    }

    @Override
    public AwsCredentials resolveCredentials() {
        try {
            return provider.resolveCredentials();
        } catch (RuntimeException fault) {
            throw new CredentialsFault(fault);
        }
    }

    @Override
    public void close() {
        if (provider instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }
}
