package org.lyceum.ml.worker;

import org.lyceum.ml.document.Part;
import org.lyceum.ml.engine.PartListener;

/** On a second try, keeps to itself what was told in the first. */
final class OnceListener implements PartListener {

    private final PartListener listener;
    private int told;
    private int now;

    OnceListener(PartListener listener) {
        this.listener = listener;
    }

    void again() {
        now = 0;
    }

    @Override
    public void part(Part part) {
        now++;
        if (now > told) {
            told = now;
            listener.part(part);
        }
    }

    @Override
    public void progress(double share, String doing) {
        listener.progress(share, doing);
    }

    @Override
    public boolean isCancelled() {
        return listener.isCancelled();
    }
}
