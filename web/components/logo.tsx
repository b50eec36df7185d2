/** The sign of the product: a message and the answer to it. */
export function Logo({ size = 28 }: { size?: number }) {
	return (
		<svg width={size} height={size} viewBox="0 0 32 32" aria-hidden className="shrink-0">
			<rect width="32" height="32" rx="8" fill="#0f667f" />
			<g fill="none" stroke="#fff" strokeWidth="2.2" strokeLinejoin="round" strokeLinecap="round">
				<path d="M9 10.500A2.500 2.500 0 0 1 11.500 8h9A2.500 2.500 0 0 1 23 10.500v6a2.500 2.500 0 0 1-2.500 2.500H15l-4.600 4.400c-.5.500-1.400.100-1.400-.600z" />
				<path d="m13 13.600 2.200 2.200 4-4.100" />
			</g>
		</svg>
	);
}
