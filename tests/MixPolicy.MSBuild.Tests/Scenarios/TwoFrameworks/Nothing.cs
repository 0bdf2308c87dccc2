namespace Library;

public static class Nothing;
