/**
 * Reads pictures and PDFs: Leptonica decodes and cleans, Tesseract reads, PDFBox takes PDFs apart and puts searchable
 * ones together. Runs in worker processes.
 */
@NullMarked
package org.lyceum.ml.ocr;

import org.jspecify.annotations.NullMarked;
