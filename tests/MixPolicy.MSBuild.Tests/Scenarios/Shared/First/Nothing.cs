namespace First;

public static class Nothing;
