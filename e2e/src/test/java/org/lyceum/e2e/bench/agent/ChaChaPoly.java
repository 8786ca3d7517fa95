package org.lyceum.e2e.bench.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One core of the JDK's ChaCha20-Poly1305 (RFC 8439) over memory, in messages as long as Noise allows: for
 * {@code seal BYTES} answers {@code sealed BYTES NANOS}, for {@code open BYTES} {@code opened BYTES NANOS}. As in a
 * channel, each message has a nonce of its own, and an array is read and another one written.
 */
public final class ChaChaPoly {

    private static final int TAG = 16;
    private static final int MESSAGE = 65_535 - TAG;

    private final Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
    private final SecretKeySpec key = new SecretKeySpec(new byte[32], "ChaCha20");
    private final byte[] nonce = new byte[12];
    private final byte[] plain = new byte[MESSAGE];
    private final byte[] sealed = new byte[MESSAGE + TAG];
    private long count;

    private ChaChaPoly() throws GeneralSecurityException {
        new Random(1).nextBytes(plain);
        seal();
    }

    public static void main(String[] args) throws IOException, GeneralSecurityException {
        ChaChaPoly bench = new ChaChaPoly();
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            String[] words = line.split("\t", -1);
            boolean sealing = words[0].equals("seal");
            long wanted = Long.parseLong(words[1]);
            long bytes = 0;
            long begun = System.nanoTime();
            while (bytes < wanted) {
                bytes += sealing ? bench.seal() : bench.open();
            }
            System.out.printf("%s\t%d\t%d%n", sealing ? "sealed" : "opened", bytes, System.nanoTime() - begun);
        }
    }

    private int seal() throws GeneralSecurityException {
        ByteBuffer.wrap(nonce).order(ByteOrder.LITTLE_ENDIAN).putLong(nonce.length - Long.BYTES, ++count);
        cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(nonce));
        return cipher.doFinal(plain, 0, MESSAGE, sealed, 0) - TAG;
    }

    /** The same message again and again. */
    private int open() throws GeneralSecurityException {
        cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(nonce));
        return cipher.doFinal(sealed, 0, sealed.length, plain, 0);
    }
}
