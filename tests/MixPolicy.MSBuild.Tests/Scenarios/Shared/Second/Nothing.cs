namespace Second;

public static class Nothing;
