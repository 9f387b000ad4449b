//go:build !race && !safe

#include "textflag.h"

// ALL sets every byte of an X register.
#define ALL(value, to) \
	MOVQ $value, AX \
	MOVQ AX, to     \
	PUNPCKLQDQ to, to

// SIXTEEN adds a bit for each quote at offset to R8, and for each backslash to R9.
#define SIXTEEN(offset) \
	MOVOU offset(SI), X0 \
	MOVO X0, X1          \
	PCMPEQB X8, X0       \
	PCMPEQB X9, X1       \
	PMOVMSKB X0, AX      \
	PMOVMSKB X1, DX      \
	SHLQ $offset, AX     \
	SHLQ $offset, DX     \
	ORQ AX, R8           \
	ORQ DX, R9

// func inString(data []byte, escaped bool) (n int, next bool)
TEXT ·inString(SB), NOSPLIT, $0-41
	MOVQ data_base+0(FP), SI
	MOVQ data_len+8(FP), CX
	MOVBQZX escaped+24(FP), R10
	MOVQ SI, BX
	ALL(0x2222222222222222, X8) // quotes
	ALL(0x5C5C5C5C5C5C5C5C, X9) // backslashes
	MOVQ $0x5555555555555555, DI // every other byte, from the first

block:
	SUBQ $64, CX
	JLT end
	XORL R8, R8
	XORL R9, R9
	SIXTEEN(0)
	SIXTEEN(16)
	SIXTEEN(32)
	SIXTEEN(48)

	// Of a run of backslashes every other escapes. Adding a one where a run starts on an odd byte ends the run with a
	// carry, which tells odd runs from even ones.
	MOVQ R10, AX
	NOTQ AX
	ANDQ AX, R9            // an escaped backslash escapes nothing
	LEAQ (R10)(R9*2), R11  // what follows a backslash
	MOVQ R11, AX
	ORQ DI, AX
	NOTQ AX
	ANDQ R9, AX            // runs that start on an odd byte
	XORL R12, R12
	ADDQ R9, AX
	SETCS R12              // escapes the first byte of the next block
	ADDQ AX, AX
	XORQ DI, AX
	ANDQ R11, AX           // what is escaped
	NOTQ AX
	ANDQ AX, R8
	JNZ quote
	MOVQ R12, R10
	ADDQ $64, SI
	JMP block

quote:
	BSFQ R8, R8
	ADDQ R8, SI
	XORL R10, R10

end:
	SUBQ BX, SI
	MOVQ SI, n+32(FP)
	MOVB R10, next+40(FP)
	RET
