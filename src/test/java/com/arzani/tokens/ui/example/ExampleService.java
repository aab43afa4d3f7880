package com.arzani.tokens.ui.example;

import com.arzani.tokens.ui.Page;

/// Stands for a domain service.
public interface ExampleService {
    Page<ExampleRow, Long> find(String name, Long after, int rowsMax);

    ExampleRow grant(long id, long tokens);
}
