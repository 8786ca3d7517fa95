package org.lyceum.e2e.bench.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** One core of SHA-1 over a file: for {@code hash} answers {@code hashed BYTES NANOS}, the reading not counted. */
public final class Sha1 {

    /** As long as a piece, so that it lies in the cache as a piece does that is just coming in. */
    private static final int BUFFER = 1024 * 1024;

    private Sha1() {}

    /**
     * Hashes whenever told to.
     *
     * @param args the file
     */
    public static void main(String[] args) throws IOException, NoSuchAlgorithmException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
        byte[] buffer = new byte[BUFFER];
        while (orders.readLine() != null) {
            long bytes = 0;
            long nanos = 0;
            try (InputStream file = Files.newInputStream(Path.of(args[0]))) {
                for (int read = file.read(buffer); read >= 0; read = file.read(buffer)) {
                    long begun = System.nanoTime();
                    sha1.update(buffer, 0, read);
                    nanos += System.nanoTime() - begun;
                    bytes += read;
                }
            }
            sha1.digest();
            System.out.printf("hashed\t%d\t%d%n", bytes, nanos);
        }
    }
}
